import { falseAlarmDays } from '#core/figures.ts'
import { dayMs } from '#core/record/history.ts'
import { leastPerPlace } from '#core/record/incident-places.ts'
import type { IncidentRow, IncidentView } from '#core/view.ts'
import type { Database } from '../db.ts'
import type { Directory } from '../service/directory.ts'
import { buildIncidentRows, buildIncidentViews, type IncidentRecord } from '../view/view-incident.ts'

/** Which incidents are asked for; what is left out matches all. */
export interface IncidentFilter {
  /** Began in this month, UTC: "2026-11". */
  month?: string
  /** Began at or after this, ms. */
  since?: number
  /** Of this service. */
  slug?: string
  category?: string
  /** At least five people reported from this country (ISO 3166-1 alpha-2). */
  country?: string
  /** The worst that was said. */
  severity?: 'possible' | 'major'
  /** Not over yet. */
  open?: boolean
  limit?: number
}

/** Public incidents that match, newest first, as lines of a list. */
export const listIncidents = async (
  db: Database,
  directory: Directory,
  filter: IncidentFilter,
  now: number,
): Promise<IncidentRow[]> =>
  buildIncidentRows(db, directory, await findIncidents(db, directory, filter, now), now)

/** The same, each as its record tells it. */
export const listIncidentViews = async (
  db: Database,
  directory: Directory,
  filter: IncidentFilter,
  now: number,
): Promise<IncidentView[]> =>
  buildIncidentViews(db, directory, await findIncidents(db, directory, filter, now), now)

/** What there is to find in the archive, by address. */
export interface ArchiveAddresses {
  /** Months in which incidents began, UTC: "2026-11". */
  months: string[]
  /** Public ids of incidents that are for search engines. */
  incidents: string[]
}

/** All months with incidents, and up to `limit` incidents; both newest first. */
export async function listArchive(
  db: Database,
  directory: Directory,
  limit: number,
  now: number,
): Promise<ArchiveAddresses> {
  const services = directory.known().map(({ id }) => id)
  const [months, incidents] = await Promise.all([
    db.query<{ month: string }>(
      `SELECT DISTINCT to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month FROM incident
       WHERE service_id = ANY($1::uuid[]) ORDER BY month DESC`,
      [services],
    ),
    // As the incident's page says of itself (app/[locale]/incidents/[id]).
    db.query<{ id: string }>(
      `SELECT public_id AS id FROM incident
       WHERE service_id = ANY($1::uuid[]) AND provenance <> 'sample'
         AND (false_alarm_at IS NULL OR false_alarm_at >= $2)
       ORDER BY started_at DESC LIMIT $3`,
      [services, new Date(now - falseAlarmDays * dayMs), limit],
    ),
  ])
  return { months: months.map(({ month }) => month), incidents: incidents.map(({ id }) => id) }
}

async function findIncidents(
  db: Database,
  directory: Directory,
  filter: IncidentFilter,
  now: number,
): Promise<IncidentRecord[]> {
  const { month, since, slug, category, country, severity, open, limit = 100 } = filter
  // What is over stays on record: closed services among them, and those that are a part of another now.
  const wanted = slug === undefined ? undefined : directory.bySlug(slug)
  const services = directory
    .known()
    .filter((service) => slug === undefined || (wanted && directory.bySlug(service.slug) === wanted))
    .filter((service) => category === undefined || service.category.slug === category)
    .map(({ id }) => id)
  if (services.length === 0) return []
  const first = month ? new Date(`${month}-01T00:00:00Z`) : since === undefined ? null : new Date(since)
  const next = month && first && new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1))
  return db.prisma.incident.findMany({
    where: {
      serviceId: { in: services },
      ...(first && { startedAt: { gte: first, ...(next && { lt: next }) } }),
      ...(severity && { worst: severity }),
      ...(open && { endedAt: null }),
      ...(country && { id: { in: await idsIn(db, country, services, first, next || null, now) } }),
    },
    orderBy: { startedAt: 'desc' },
    take: limit,
  })
}

/** Incidents in which enough people of a country took part. */
async function idsIn(
  db: Database,
  country: string,
  services: string[],
  first: Date | null,
  next: Date | null,
  now: number,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `SELECT i.id FROM incident i
     WHERE i.service_id = ANY($1::uuid[]) AND i.started_at >= $2 AND i.started_at < $3
       AND (SELECT sum(c.reporters) FROM report_bucket_country_15m c
         WHERE c.service_id = i.service_id AND c.country = $4
           AND c.slot >= date_bin('15 minutes', i.started_at, 'epoch')
           AND c.slot <= coalesce(i.ended_at, $5)) >= $6`,
    [services, first ?? new Date(0), next ?? new Date(now + 1), country, new Date(now), leastPerPlace],
  )
  return rows.map(({ id }) => id)
}
