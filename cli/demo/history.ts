import { bucketStart, minuteMs } from '#core/bucket.ts'
import type { Database } from '#store/db.ts'
import { recordOfficialUpdate } from '#store/incident/official.ts'
import { ensurePartitions } from '#store/postgres/partitions.ts'
import {
  backdateServices,
  ensureSamplePartitions,
  insertBuckets,
  insertPlaces,
  insertQuarters,
  insertScopes,
  refreshStatistics,
} from '#store/sample.ts'
import { readServices, type ServiceRecord } from '#store/service/services.ts'
import { writeDetectors } from '#store/watch/detectors.ts'
import { writeProgress, writeStates } from '#store/watch/state.ts'
import { appendVerdicts } from '#store/watch/verdicts.ts'
import { makeHistories } from './history-workers.ts'
import { type IncidentToWrite, writeIncidents } from './incidents.ts'
import { anchorsOf, demoReconstruction, reconstruct, rowsSpanOf } from './reconstruction.ts'
import { scenesBefore, workAhead } from './scenes.ts'
import { isOfScene, type ServiceHistory } from './service-history.ts'

const historyMs = 28 * 1440 * minuteMs
/** No lease was ever held when this was written: any real watch is newer. */
const epoch = 0

/**
 * Fills a migrated sample database that has the catalogue with four weeks of made-up history up to `now`, and with
 * the reconstruction of a famous outage. What is usual, incidents and verdicts are the real detector's.
 * The same `seed` and `now` give the same history. The progress row comes last: without it the seeding was cut short.
 */
export async function seedHistory(
  db: Database,
  options: { now: number; log(line: string): void; seed?: string },
): Promise<void> {
  const { now, log, seed = 'outage desk' } = options
  const to = bucketStart(now, 1)
  const from = bucketStart(to, 15) - historyMs
  await backdateServices(db, from)
  const services = await readServices(db)
  await ensurePartitions(db, from, now)
  const plan = { seed, from, to, now, places: services.length }
  const histories = await writeHistories(db, plan, services, log)
  const incidents = await writeSample(db, services, histories, now)
  log(`${incidents} incidents in four weeks, one false alarm and one brigade among ordinary days`)
  const rebuilt = await writeReconstruction(db, services, seed)
  log(`${rebuilt} incidents of 11 December 2024, reconstructed`)
  await writeDetectors(
    db,
    histories.map((history) => history.detector),
    now,
  )
  await writeStates(
    db,
    histories.map(({ serviceId, view }) => ({ serviceId, view })),
    epoch,
    now,
  )
  await refreshStatistics(db)
  await writeProgress(db, { through: to, tickedAt: now }, 0)
  log(`${histories.length} services know what is usual`)
}

/** Buckets and rollups are written while the helpers make up more of them. */
async function writeHistories(
  db: Database,
  plan: Parameters<typeof makeHistories>[0],
  services: ServiceRecord[],
  log: (line: string) => void,
): Promise<ServiceHistory[]> {
  const histories: ServiceHistory[] = []
  let writing = Promise.resolve()
  let rows = 0
  const waiting: Pick<ServiceHistory, 'minutes' | 'quarters' | 'places' | 'scopes'> = {
    minutes: [],
    quarters: [],
    places: [],
    scopes: [],
  }
  const write = () => {
    const { minutes, quarters, places, scopes } = waiting
    Object.assign(waiting, { minutes: [], quarters: [], places: [], scopes: [] })
    rows += minutes.length + quarters.length + places.length + scopes.length
    writing = writing.then(async () => {
      await insertBuckets(db, minutes)
      await insertQuarters(db, quarters)
      await insertPlaces(db, places)
      await insertScopes(db, scopes)
    })
    // It is awaited at the end; till then a failure must not count as unhandled.
    writing.catch(() => {})
  }
  await makeHistories(plan, services, (history) => {
    waiting.minutes.push(...history.minutes)
    waiting.quarters.push(...history.quarters)
    waiting.places.push(...history.places)
    waiting.scopes.push(...history.scopes)
    histories.push({ ...history, minutes: [], quarters: [], places: [], scopes: [] })
    if (waiting.quarters.length >= 10_000) write()
    if (histories.length % 60 === 0) log(`${histories.length} of ${services.length} services`)
  })
  write()
  await writing
  log(`${rows} rows of counts`)
  return histories
}

/** Incidents in order of time, what was said minute by minute, and the operators' made-up words. */
async function writeSample(
  db: Database,
  services: ServiceRecord[],
  histories: ServiceHistory[],
  now: number,
): Promise<number> {
  const byId = new Map(services.map((service) => [service.id, service]))
  const bySlug = new Map(services.map((service) => [service.slug, service]))
  const scenes = scenesBefore(now)
  const incidents = histories.flatMap(({ serviceId, incidents: own }) =>
    own.map((incident): IncidentToWrite => {
      const service = byId.get(serviceId)!
      const scene = scenes.find((one) => one.slug === service.slug && isOfScene(incident, one))
      const falseAlarm = scene?.falseAlarm && {
        at: scene.startsAt + scene.falseAlarm.minute * minuteMs,
        reason: scene.falseAlarm.reason,
      }
      return { service, incident, provenance: 'sample', falseAlarm: falseAlarm ?? null, anchors: [] }
    }),
  )
  await writeIncidents(db, incidents)
  const verdicts = histories.flatMap(({ serviceId, verdicts: said }) =>
    said.map((verdict) => ({ serviceId, verdict })),
  )
  for (let i = 0; i < verdicts.length; i += 1000) await appendVerdicts(db, verdicts.slice(i, i + 1000))
  for (const scene of scenes) {
    for (const { minute, stage, body, lang } of scene.official) {
      const postedAt = scene.startsAt + minute * minuteMs
      const serviceId = bySlug.get(scene.slug)!.id
      await recordOfficialUpdate(db, { serviceId, stage, postedAt, body, lang, url: null }, now)
    }
  }
  const { slug, ...word } = workAhead(now)
  const announced = { ...word, serviceId: bySlug.get(slug)!.id, stage: 'maintenance' as const, url: null }
  await recordOfficialUpdate(db, announced, now)
  return incidents.length
}

async function writeReconstruction(db: Database, services: ServiceRecord[], seed: string): Promise<number> {
  const data = demoReconstruction()
  const bySlug = new Map(services.map((service) => [service.slug, service]))
  const span = rowsSpanOf(data)
  await ensureSamplePartitions(db, span.from, span.to)
  const parts = reconstruct(data, seed, (slug) => bySlug.get(slug)!.id)
  const incidents: IncidentToWrite[] = []
  for (const { slug, told, minutes, quarters } of parts) {
    const service = bySlug.get(slug)!
    await insertBuckets(db, minutes)
    await insertQuarters(db, quarters)
    await appendVerdicts(
      db,
      told.logged.map((verdict) => ({ serviceId: service.id, verdict })),
    )
    for (const { at, stage, body, url } of data.official) {
      const update = { serviceId: service.id, stage, postedAt: Date.parse(at), body, lang: 'en', url }
      await recordOfficialUpdate(db, update, Date.parse(at))
    }
    for (const incident of told.incidents) {
      incidents.push({
        service,
        incident,
        provenance: 'reconstruction',
        falseAlarm: null,
        anchors: anchorsOf(data),
      })
    }
  }
  await writeIncidents(db, incidents)
  return incidents.length
}
