import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runAnchors } from './anchors/run.ts'
import { anchors } from './anchors/table.ts'
import { type Detection, jsonLines } from './detections.ts'
import { BadInput } from './numbers.ts'
import { checkOnline, type RunDetector } from './online.ts'
import { withFolder, withPinned } from './pinned.fixture.ts'

const set = withPinned()
const empty = withFolder()
const anchor = anchors.find(({ name }) => name === 'ears-c3')!

/** An anchor, whose incidents may be meddled with when all of a series is known. */
const detector =
  (meddle: (found: Detection[], lines: string[]) => Detection[]): RunDetector =>
  async (input, output) => {
    const found = readdirSync(input).flatMap((name) => {
      const file = join(input, name)
      return meddle(
        runAnchors(file, [{ anchor, point: anchor.default }])[0]!,
        readFileSync(file, 'utf8').split('\n'),
      )
    })
    writeFileSync(output, jsonLines(found))
  }

test('a detector that knows only the past agrees with itself', async () => {
  const result = await checkOnline({ input: set.input, run: detector((found) => found), cuts: 2, seed: 'x' })
  expect(result).toMatchObject({ services: 4, cuts: 2, differences: [], endsRevised: 0 })
  expect(result.incidents).toBeGreaterThan(50)
})

test.each([
  [
    'drops what the rest of the series does not bear out',
    (found: Detection[], lines: string[]) => (lines.length % 2 ? found : found.slice(1)),
  ],
  [
    'alarms by the mean of the whole series',
    (found: Detection[], lines: string[]) => found.slice(0, Math.floor(lines.length / 300)),
  ],
])('one that %s is found out', async (_, meddle) => {
  const run = detector(meddle)
  const { differences } = await checkOnline({ input: set.input, run, cuts: 3 })
  expect(differences.length).toBeGreaterThan(0)
  expect(differences[0]).toMatch(/^cut 2026-\S+Z: only in the (whole|cut) run: \{"service":"s00/)
})

test('no series, no check', async () => {
  await expect(checkOnline({ input: empty.path, run: detector((found) => found) })).rejects.toThrow(BadInput)
})
