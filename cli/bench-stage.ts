/**
 * `node --import tsx cli/bench-stage.ts --data-dir DIR [--database bench]`: the stage of `npm run bench`. Starts
 * a Postgres on a folder of its own or joins the one that is there, makes a database ready for the platform, and lets
 * the first services of the catalogue know what is usual. Says where it is, as JSON, and stays until it is told to stop.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { plainEnv } from '#base/env.ts'
import { onParentGone } from '#base/parent.ts'
import { bucketStart, minuteMs } from '#core/bucket.ts'
import { createDetector } from '#core/detect/detect.ts'
import { openDatabase } from '#store/db.ts'
import { startPostgres } from '#store/postgres/embedded-postgres.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { ensurePartitions } from '#store/postgres/partitions.ts'
import { installCatalogue } from '#store/service/catalogue.ts'
import { readServices } from '#store/service/services.ts'
import { claimKind } from '#store/settings.ts'
import { writeDetectors } from '#store/watch/detectors.ts'
import { demoGeoTable } from './demo/crowd.ts'

const dayMs = 1440 * minuteMs
/** So many days of minutes are there for a history; as many as housekeeping keeps. */
const minuteDays = 34
const learnedDays = 28
const knownServices = 20

const { values } = parseArgs({
  options: { 'data-dir': { type: 'string' }, database: { type: 'string', default: 'bench' } },
})
const dataDir = values['data-dir']
if (!dataDir) throw new Error('Missing: --data-dir')

/** Somebody every ten minutes, for four weeks: a small service that is well known. */
function learnedDetector(now: number) {
  const until = bucketStart(now, 1)
  const detector = createDetector({ firstMinute: until - learnedDays * dayMs })
  for (let minute = detector.nextMinute; minute < until; minute += minuteMs) {
    const evidence = (minute / minuteMs) % 10 === 0 ? 1 : 0
    detector.learn({ minute, count: evidence, evidence, breadth: null })
  }
  return { at: until, snapshot: detector.snapshot(), baseline: detector.baseline() }
}

/** Returns the slugs of the services that know what is usual. */
async function prepare(
  url: string,
  now: number,
  learned: ReturnType<typeof learnedDetector>,
): Promise<string[]> {
  await migrate(url)
  const db = openDatabase(url, { max: 2, patient: true })
  try {
    await claimKind(db, 'real')
    await installCatalogue(db, now)
    await ensurePartitions(db, now - minuteDays * dayMs, now + 3 * dayMs)
    // The rest are new: a past that is not known would be learnt at every start.
    const known = (await readServices(db)).slice(0, knownServices)
    await writeDetectors(
      db,
      known.map(({ id }) => ({ serviceId: id, ...learned })),
      now,
    )
    return known.map(({ slug }) => slug)
  } finally {
    await db.close()
  }
}

await mkdir(dataDir, { recursive: true })
const geoTable = path.join(dataDir, 'networks.csv')
await writeFile(geoTable, demoGeoTable())
const postgres = await startPostgres({ dataDir, database: values.database })
const stop = async () => {
  await postgres.stop()
  process.exit(0)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
onParentGone(stop)

const now = Date.now()
const slugs = await prepare(postgres.url, now, learnedDetector(now))
const stage = { url: postgres.url, slugs, env: { ...plainEnv(), GEO_TABLE: geoTable } }
if (process.send) process.send(stage)
else process.stdout.write(`${JSON.stringify(stage)}\n`)
// The owner stays, for its server's sake; a guest that nobody holds would end here.
setInterval(() => {}, 60_000)
