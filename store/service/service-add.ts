import type { ServiceFields } from '#core/service.ts'
import type { Database } from '../db.ts'
import { newId } from '../id.ts'
import { lockServices, rowOf, type ServiceFault } from './service-row.ts'

/** Who runs a service, named together with it. */
export interface NewOperator {
  slug: string
  nameEn: string
  nameAr: string
  statusPage: string | null
}

export type Refusal = ServiceFault | 'taken' | 'operatorTaken'

/** Thrown, so that what was written before it is undone. */
class Refused extends Error {
  constructor(readonly why: Refusal) {
    super(why)
  }
}

/** Adds a service that reports are taken on from now on, and its operator if that is new; or neither. */
export async function createService(
  db: Database,
  slug: string,
  fields: ServiceFields,
  newOperator: NewOperator | null,
  now: number,
): Promise<'done' | Refusal> {
  const work = db.prisma.$transaction(async (tx) => {
    if (await tx.service.findUnique({ where: { slug }, select: { id: true } })) throw new Refused('taken')
    if (newOperator) {
      const data = [{ id: newId(now), ...newOperator }]
      const { count } = await tx.operator.createMany({ data, skipDuplicates: true })
      if (count === 0) throw new Refused('operatorTaken')
    }
    if (fields.parent) await lockServices(tx, [fields.parent])
    const row = await rowOf(tx, slug, fields)
    if (typeof row === 'string') throw new Refused(row)
    const data = [{ id: newId(now), slug, createdAt: new Date(now), ...row }]
    const { count } = await tx.service.createMany({ data, skipDuplicates: true })
    if (count === 0) throw new Refused('taken')
    return 'done' as const
  })
  return work.catch((error) => {
    if (error instanceof Refused) return error.why
    throw error
  })
}
