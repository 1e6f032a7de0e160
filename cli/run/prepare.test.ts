import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkNode, checkTexts, satisfies } from './prepare.mjs'

const engines = '^20.19.0 || ^22.12.0 || >=24'

test.each(['20.19.0', '20.20.2', '22.12.0', '22.99.1', '24.0.0', '26.1.0'])('Node %s will do', (version) => {
  expect(satisfies(version, engines)).toBe(true)
})

test.each(['18.20.0', '20.18.9', '21.7.0', '22.11.0', '23.5.0'])('Node %s will not', (version) => {
  expect(satisfies(version, engines)).toBe(false)
})

test('an old Node is told what to do', async () => {
  await expect(checkNode('18.0.0')).rejects.toThrow('Install Node 24')
})

test('pages are not built with texts that one language lacks, and all of them are named', async () => {
  await expect(checkTexts()).resolves.toBeUndefined()
  const folder = await mkdtemp(join(tmpdir(), 'outage-desk-texts-'))
  await writeFile(join(folder, 'en.json'), '{"a":{"b":"B"}}')
  await writeFile(join(folder, 'ar.json'), '{"c":"{n, plural, other {#}}"}')
  await expect(checkTexts(folder)).rejects.toThrow(
    /^en\.json: c is missing.*\nar\.json: a\.b is missing.*\nar\.json: c has a plural without zero, one/,
  )
  await rm(folder, { recursive: true })
})
