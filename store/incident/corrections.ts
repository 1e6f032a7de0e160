import type { Text } from '#core/locale.ts'
import type { Correction } from '#core/record/incident-detail.ts'
import type { Database } from '../db.ts'
import { newId } from '../id.ts'
import { slugOfPublicId } from './incidents.ts'

type Key = { serviceId: string; id: string }

/** Corrections of an incident, oldest first. */
export async function readCorrections(db: Database, { serviceId, id }: Key): Promise<Correction[]> {
  const rows = await db.prisma.incidentCorrection.findMany({
    where: { serviceId, incidentId: id },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ at, textEn, textAr }) => ({ at: at.toISOString(), text: { en: textEn, ar: textAr } }))
}

/** What an editor does to a published record. Each leaves its dated word; none changes what was measured. */
export interface Edit {
  text: Text
  /** Marks the incident as a false alarm, with the text as the reason. */
  falseAlarm?: boolean
  /** Public id of the larger incident that it is told as a part of. */
  mergedInto?: string
}

/**
 * Adds a dated correction to an incident's record.
 * Returns 'unknown' where there is no such incident, 'unknown-whole' where there is none to be a part of.
 */
export async function correctIncident(
  db: Database,
  publicId: string,
  edit: Edit,
  now: number,
): Promise<'done' | 'unknown' | 'unknown-whole'> {
  const incident = await findIncident(db, publicId)
  if (!incident) return 'unknown'
  const { mergedInto, falseAlarm, text } = edit
  if (mergedInto !== undefined && (mergedInto === publicId || !(await findIncident(db, mergedInto)))) {
    return 'unknown-whole'
  }
  const { serviceId, id } = incident
  const at = new Date(now)
  await db.prisma.$transaction([
    db.prisma.incidentCorrection.create({
      data: { serviceId, id: newId(now), incidentId: id, at, textEn: text.en, textAr: text.ar },
    }),
    db.prisma.incident.update({
      where: { serviceId_id: { serviceId, id } },
      data: {
        ...(mergedInto !== undefined && { mergedInto }),
        ...(falseAlarm && { falseAlarmAt: at, falseAlarm: { en: text.en, ar: text.ar } }),
      },
    }),
  ])
  return 'done'
}

async function findIncident(db: Database, publicId: string): Promise<Key | null> {
  const slug = slugOfPublicId(publicId)
  const service = slug && (await db.prisma.service.findUnique({ where: { slug }, select: { id: true } }))
  if (!service) return null
  return db.prisma.incident.findUnique({
    where: { serviceId_publicId: { serviceId: service.id, publicId } },
    select: { serviceId: true, id: true },
  })
}
