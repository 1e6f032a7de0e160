import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSnapshot, readSnapshots, type Snapshot, snapshotFileIn, writeSnapshot } from './snapshot.ts'

const url = 'postgresql://desk:word@db.example:5432/desk'
const at = Date.parse('2026-03-17T12:00:00Z')
const hour = 3_600_000
const snapshot: Snapshot = {
  ...{ at, tickedAt: at - 1_000, secret: 's'.repeat(64), sample: false, isolated: true },
  services: [],
  states: [],
  views: [
    { key: 'home', at, value: { said: 'all' } },
    { key: 'old', at: at - 23 * hour, value: null },
  ],
  pages: [{ key: 'https://desk.example /en', at, value: 'H4sI' }],
}
let dir: string
let file: string

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'outage-desk-snapshot-'))
  file = path.join(dir, 'data/snapshot.ndjson')
  await writeSnapshot(file, url, snapshot)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

it('is read as it was written, by its owner alone, and leaves nothing beside it', async () => {
  expect(await readSnapshot(file, url, at)).toEqual(snapshot)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(path.dirname(file))).toEqual(['snapshot.ndjson'])
  expect(await readFile(file, 'utf8')).not.toContain('word')
})

it('is of one database, whoever asks it', async () => {
  expect(await readSnapshot(file, 'postgresql://other:x@db.example:5432/desk', at)).not.toBeNull()
  expect(await readSnapshot(file, 'postgresql://desk:word@db.example:5432/other', at)).toBeNull()
})

it('serves for a day, and each of its entries for no longer', async () => {
  expect((await readSnapshot(file, url, at + 2 * hour))?.views.map(({ key }) => key)).toEqual(['home'])
  expect(await readSnapshot(file, url, at + 25 * hour)).toBeNull()
})

it('that is missing or was tampered with is no reason not to start', async () => {
  expect(await readSnapshot(path.join(dir, 'none'), url, at)).toBeNull()
  const broken = path.join(dir, 'broken')
  await writeFile(broken, (await readFile(file, 'utf8')).slice(0, -20))
  expect(await readSnapshot(broken, url, at)).toBeNull()
})

it('of several fronts is what all of them knew, the newest of each, whoever wrote it last', async () => {
  const data = path.join(dir, 'fronts')
  const page = (key: string, age: number, value: string) => ({ key, at: at - age, value })
  const first = { ...snapshot, pages: [page('/en', 1_000, 'new'), page('/ar', 0, 'first')] }
  const second = {
    ...snapshot,
    at: at - 500,
    pages: [page('/en', 9_000, 'old'), page('/en/map', 9_000, 'second')],
  }
  await writeSnapshot(snapshotFileIn(data, 0), url, first)
  await writeSnapshot(snapshotFileIn(data, 1), url, second)
  await writeFile(snapshotFileIn(data, 2), 'no snapshot')
  const read = await readSnapshots(data, url, at)
  expect(read?.at).toBe(at)
  expect(Object.fromEntries(read!.pages.map(({ key, value }) => [key, value]))).toEqual({
    '/en': 'new',
    '/ar': 'first',
    '/en/map': 'second',
  })
  expect(await readSnapshots(path.join(dir, 'nowhere'), url, at)).toBeNull()
})
