import type { Database } from '../db.ts'
import { lockServices, type Within } from './service-row.ts'

/** What becomes of a service: it is closed, becomes a part of another, or is followed again. */

export type Fate = 'done' | 'unknown' | 'unknown-target'

const findService = ({ prisma }: { prisma: Within }, slug: string) =>
  prisma.service.findUnique({ where: { slug }, select: { id: true } })

/** Its operator closed it on that day (UTC). Its page stays with its history; reports are not taken any more. */
export async function discontinueService(db: Database, slug: string, day: Date): Promise<Fate> {
  const service = await findService(db, slug)
  if (!service) return 'unknown'
  await db.prisma.service.update({
    where: { id: service.id },
    data: { discontinuedOn: day, mergedIntoId: null },
  })
  return 'done'
}

/** Its address leads to `target` from now on, and so do those that led to it before. Its incidents stay its own. */
export async function mergeService(db: Database, slug: string, target: string): Promise<Fate> {
  return db.prisma.$transaction(async (tx) => {
    // Or each would be merged into the other by two people at once, and their addresses lead round in a circle.
    await lockServices(tx, [slug, target])
    const service = await findService({ prisma: tx }, slug)
    if (!service) return 'unknown'
    const into = await tx.service.findUnique({
      where: { slug: target, hidden: false, discontinuedOn: null, mergedIntoId: null },
      select: { id: true },
    })
    if (!into || into.id === service.id) return 'unknown-target'
    await tx.service.updateMany({
      where: { OR: [{ id: service.id }, { mergedIntoId: service.id }] },
      data: { mergedIntoId: into.id, discontinuedOn: null },
    })
    return 'done'
  })
}

/** It is followed as before. */
export async function restoreService(db: Database, slug: string): Promise<Fate> {
  const service = await findService(db, slug)
  if (!service) return 'unknown'
  await db.prisma.service.update({
    where: { id: service.id },
    data: { discontinuedOn: null, mergedIntoId: null },
  })
  return 'done'
}
