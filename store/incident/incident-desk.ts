import type { Text } from '#core/locale.ts'
import type { Correction } from '#core/record/incident-detail.ts'
import { officialBeforeMs } from '#core/record/official.ts'
import type { Database } from '../db.ts'
import { readCorrections } from './corrections.ts'
import { slugOfPublicId } from './incidents.ts'
import { type OfficialUpdateRow, readOfficialUpdates } from './official.ts'

/** Incidents as editors see them. Times are ms. */
export interface IncidentLine {
  publicId: string
  slug: string
  name: Text
  /** The highest status it reached. */
  worst: string
  startedAt: number
  endedAt: number | null
  peak15m: number
  falseAlarm: boolean
  mergedInto: string | null
}

export interface IncidentToEdit extends IncidentLine {
  corrections: Correction[]
  official: OfficialUpdateRow[]
}

type Row = {
  publicId: string
  worst: string
  startedAt: Date
  endedAt: Date | null
  peak15m: number
  falseAlarmAt: Date | null
  mergedInto: string | null
}

const lineOf = (row: Row, service: { slug: string; nameEn: string; nameAr: string }): IncidentLine => ({
  publicId: row.publicId,
  slug: service.slug,
  name: { en: service.nameEn, ar: service.nameAr },
  worst: row.worst,
  startedAt: row.startedAt.getTime(),
  endedAt: row.endedAt?.getTime() ?? null,
  peak15m: row.peak15m,
  falseAlarm: row.falseAlarmAt !== null,
  mergedInto: row.mergedInto,
})

/** Open ones first, then the newest; of one service, if its slug is given. */
export async function listIncidents(
  db: Database,
  slug: string | null,
  limit: number,
): Promise<IncidentLine[]> {
  const services = await db.prisma.service.findMany({
    where: slug ? { slug } : {},
    select: { id: true, slug: true, nameEn: true, nameAr: true },
  })
  const byId = new Map(services.map((service) => [service.id, service]))
  const rows = await db.prisma.incident.findMany({
    where: slug ? { serviceId: { in: [...byId.keys()] } } : {},
    orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { startedAt: 'desc' }],
    take: limit,
  })
  return rows.flatMap((row) => {
    const service = byId.get(row.serviceId)
    return service ? [lineOf(row, service)] : []
  })
}

/** null: there is no incident of that public id. */
export async function readIncidentToEdit(
  db: Database,
  publicId: string,
  now: number,
): Promise<IncidentToEdit | null> {
  const slug = slugOfPublicId(publicId)
  const service = slug && (await db.prisma.service.findUnique({ where: { slug } }))
  if (!service) return null
  const row = await db.prisma.incident.findUnique({
    where: { serviceId_publicId: { serviceId: service.id, publicId } },
  })
  if (!row) return null
  const from = row.startedAt.getTime() - officialBeforeMs
  const [corrections, official] = await Promise.all([
    readCorrections(db, row),
    readOfficialUpdates(db, service.id, from, row.endedAt?.getTime() ?? now),
  ])
  return { ...lineOf(row, service), corrections, official }
}
