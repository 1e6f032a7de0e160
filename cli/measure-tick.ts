import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { minuteMs } from '#core/bucket.ts'
import { type Database, openDatabase } from '#store/db.ts'
import { startPostgres } from '#store/postgres/embedded-postgres.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { ensurePartitions } from '#store/postgres/partitions.ts'
import { dayMs } from '#store/report/salts.ts'
import { insertBuckets, insertMadeServices } from '#store/sample.ts'
import { createDirectory } from '#store/service/directory.ts'
import { createWatch } from '#watch/watch.ts'

const usage = 'usage: measure-tick [--services 20000] [--active 0.05] [--minutes 5]'
const startAt = Date.parse('2026-03-17T12:00:00Z')
/** Old enough to be judged. */
const ageMinutes = 245
const reportersPerMinute = 3

/**
 * `measure-tick`: a watch over many services in a database of its own, of which a share has news each minute.
 * Prints `{services, active, tickMs, cpuMs}` as JSON: the whole of a tick that judges a finished minute (reading,
 * judging, verdicts, states, rollups), median over the minutes. Returns the exit code.
 */
export async function measureTickCommand(args: string[]): Promise<number> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { services: text, active: text, minutes: text } })
  const services = Number(values.services ?? 20_000)
  const active = Math.round(services * Number(values.active ?? 0.05))
  const minutes = Number(values.minutes ?? 5)
  if (![services, active, minutes].every((n) => Number.isInteger(n) && n > 0)) {
    console.error(usage)
    return 2
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'outage-desk-tick-'))
  const postgres = await startPostgres({ dataDir, database: 'tick' })
  try {
    await migrate(postgres.url)
    const db = openDatabase(postgres.url, { max: 3, patient: true })
    const ticks = await measure(db, { services, active, minutes })
    await db.close()
    const middle = (of: (tick: Tick) => number) => ticks.map(of).sort((a, b) => a - b)[ticks.length >> 1]!
    const [tickMs, cpuMs] = [middle((one) => one.tickMs), middle((one) => one.cpuMs)].map(Math.round)
    console.log(JSON.stringify({ services, active, tickMs, cpuMs }))
    return 0
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

interface Tick {
  tickMs: number
  /** Of this process; the database has its own. */
  cpuMs: number
}

async function measure(
  db: Database,
  { services, active, minutes }: { services: number; active: number; minutes: number },
): Promise<Tick[]> {
  let now = startAt
  await insertMadeServices(db, services, now - ageMinutes * minuteMs)
  await ensurePartitions(db, now - dayMs, now + dayMs)
  const directory = createDirectory(db)
  await directory.refresh()
  const watch = createWatch({ db, directory, now: () => now, owner: 'measure', provenance: 'sample' })
  console.error(`${services} services; catching up ${ageMinutes} minutes`)
  await watch.tick()
  const ids = directory.all().map((service) => service.id)
  const ticks: Tick[] = []
  // The first minute warms up: states and snapshots of all are written for the first time.
  for (let nth = 0; nth <= minutes; nth++) {
    const minute = Math.floor(now / minuteMs) * minuteMs
    const busy = ids.filter((_, place) => place % Math.round(services / active) === 0)
    await insertBuckets(
      db,
      busy.map((serviceId) => ({
        serviceId,
        minute,
        problemId: 1,
        classId: 0,
        count: reportersPerMinute,
        reporters: reportersPerMinute,
        weight: 1000 * reportersPerMinute,
      })),
    )
    now = minute + minuteMs + 2_000
    const [began, cpu] = [performance.now(), process.cpuUsage()]
    await watch.tick()
    const used = process.cpuUsage(cpu)
    const tick = { tickMs: performance.now() - began, cpuMs: (used.user + used.system) / 1000 }
    console.error(`minute ${nth}: ${tick.tickMs.toFixed(0)} ms, ${tick.cpuMs.toFixed(0)} ms of CPU`)
    if (nth > 0) ticks.push(tick)
  }
  return ticks
}
