import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { minuteMs } from '../bucket.ts'
import { monday } from './detect.fixture.ts'

test('a service takes at most 24 kB of memory, however long its history', async () => {
  const program = fileURLToPath(new URL('./detector-memory.fixture.ts', import.meta.url))
  const args = ['--expose-gc', '--import', 'tsx', program]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const { young, older, minutes, next } = JSON.parse(stdout)
  expect(next).toBe(monday + minutes * minuteMs)
  expect(young).toBeGreaterThan(10_000)
  expect(young).toBeLessThanOrEqual(24_000)
  expect(older).toBeLessThanOrEqual(24_000)
  expect(older).toBeLessThanOrEqual(young + 1_000)
})
