import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { StateView } from '#core/view.ts'
import type { ServiceRecord } from '#store/service/services.ts'

// What the site can still say while the store is away, in one file for each front: one JSON value a line, so that neither
// writing nor reading it holds up an answer for longer than a few lines take.

/** Older than a day nobody is helped by it. */
export const mostAgeMs = 86_400_000
const format = 1
/** Characters: a write for each line costs more than the line. */
const writtenAtOnce = 64 * 1024

const fileName = /^snapshot(-\d+)?\.ndjson$/

/** Where a folder of data keeps what one of the fronts can say without the store. */
export const snapshotFileIn = (dataDir: string, slot: number): string =>
  path.resolve(dataDir, slot === 0 ? 'snapshot.ndjson' : `snapshot-${slot + 1}.ndjson`)

/** Something kept, with the time it is of. */
export interface Kept<Value> {
  key: string
  at: number
  value: Value
}

export interface SnapshotHead {
  /** When the store was last heard of, ms. */
  at: number
  tickedAt: number | null
  /** What the platform needs of the store before it opens. */
  secret: string
  sample: boolean
  isolated: boolean
}

export interface Snapshot extends SnapshotHead {
  services: ServiceRecord[]
  states: StateView[]
  /** Answers of the public view by question. */
  views: Kept<unknown>[]
  /** Rendered pages by address, as gzip in base64. */
  pages: Kept<string>[]
}

/** The places of a snapshot's lines; each line is [place, value]. */
type Line =
  | ['head', SnapshotHead & { format: number; of: string }]
  | ['service', ServiceRecord]
  | ['state', StateView]
  | ['view', Kept<unknown>]
  | ['page', Kept<string>]

/** Which database a snapshot is of, without who asked it. */
function databaseOf(url: string): string {
  const { host, pathname } = new URL(url)
  return createHash('sha256').update(`${host}${pathname}`).digest('base64url').slice(0, 16)
}

/** Writes a snapshot in place of the last one: readers see the old or the new, never half of one. */
export async function writeSnapshot(file: string, databaseUrl: string, snapshot: Snapshot): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.new`
  // It holds the instance's secret, as the database beside it does.
  const handle = await open(draft, 'w', 0o600)
  try {
    let text = ''
    for (const line of linesOf(databaseOf(databaseUrl), snapshot)) {
      text += `${JSON.stringify(line)}\n`
      if (text.length < writtenAtOnce) continue
      await handle.write(text)
      text = ''
    }
    await handle.write(text)
    await handle.sync()
    await handle.close()
    await rename(draft, file)
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(draft, { force: true })
    throw error
  }
}

function* linesOf(of: string, { services, states, views, pages, ...head }: Snapshot): Iterable<Line> {
  yield ['head', { format, of, ...head }]
  for (const service of services) yield ['service', service]
  for (const state of states) yield ['state', state]
  for (const view of views) yield ['view', view]
  for (const page of pages) yield ['page', page]
}

/** The snapshot of this database, if there is one and it is not too old; null otherwise. */
export async function readSnapshot(file: string, databaseUrl: string, now: number): Promise<Snapshot | null> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const snapshot: Omit<Snapshot, keyof SnapshotHead> = { services: [], states: [], views: [], pages: [] }
  let head: SnapshotHead | null = null
  const isYoung = ({ at }: { at: number }) => now - at <= mostAgeMs
  try {
    for (const row of text.split('\n')) {
      if (row === '') continue
      const [place, value] = JSON.parse(row) as Line
      if (place === 'head') {
        if (value.format !== format || value.of !== databaseOf(databaseUrl) || !isYoung(value)) return null
        const { format: _, of: __, ...rest } = value
        head = rest
      } else if (place === 'service') snapshot.services.push(value)
      else if (place === 'state') snapshot.states.push(value)
      else if (place === 'view' && isYoung(value)) snapshot.views.push(value)
      else if (place === 'page' && isYoung(value)) snapshot.pages.push(value)
    }
  } catch {
    // A file that was tampered with is no reason not to start.
    return null
  }
  return head && { ...head, ...snapshot }
}

/** What all fronts of the last run knew together: states of the newest, and of each answer and page the newest. */
export async function readSnapshots(
  dataDir: string,
  databaseUrl: string,
  now: number,
): Promise<Snapshot | null> {
  const names = await readdir(dataDir).catch(() => [])
  const files = names.filter((name) => fileName.test(name)).map((name) => path.join(dataDir, name))
  const read = await Promise.all(files.map((file) => readSnapshot(file, databaseUrl, now)))
  const snapshots = read.filter((snapshot) => snapshot !== null).sort((one, other) => one.at - other.at)
  const newest = snapshots.at(-1)
  if (!newest) return null
  const newestOf = <Value>(all: Kept<Value>[]): Kept<Value>[] => {
    const sorted = all.toSorted((one, other) => one.at - other.at)
    return [...new Map(sorted.map((kept) => [kept.key, kept])).values()]
  }
  return {
    ...newest,
    views: newestOf(snapshots.flatMap(({ views }) => views)),
    pages: newestOf(snapshots.flatMap(({ pages }) => pages)),
  }
}
