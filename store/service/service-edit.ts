import { createHash } from 'node:crypto'
import type { ServiceFields } from '#core/service.ts'
import type { Service } from '#prisma/generated/client.ts'
import type { Database } from '../db.ts'
import { lockServices, rowOf, type ServiceFault } from './service-row.ts'
import { problemOf } from './services.ts'

/** What editors see of a service, and change of it. */
export interface EditedService {
  id: string
  slug: string
  fields: ServiceFields
  switches: ServiceSwitches
  /** YYYY-MM-DD */
  discontinuedOn: string | null
  mergedInto: string | null
  /** Changes with the row: whoever saves says which one they saw. */
  mark: string
}

/** paused: takes no reports for now. underReview: says so beside its status. hidden: answers nowhere. */
export interface ServiceSwitches {
  paused: boolean
  underReview: boolean
  hidden: boolean
}

export interface ServiceLine {
  slug: string
  nameEn: string
  nameAr: string
  category: string
  rank: number
  paused: boolean
  underReview: boolean
  hidden: boolean
  closed: boolean
  merged: boolean
}

const kin = {
  category: true,
  operator: true,
  parent: { select: { slug: true } },
  mergedInto: { select: { slug: true } },
} as const

/** Services whose slug, names or aliases hold the text, best known first. */
export async function listServices(db: Database, text: string, limit: number): Promise<ServiceLine[]> {
  const contains = { contains: text, mode: 'insensitive' } as const
  const rows = await db.prisma.service.findMany({
    where: text
      ? {
          OR: [
            { slug: contains },
            { nameEn: contains },
            { nameAr: contains },
            { aliases: { has: text.toLowerCase() } },
          ],
        }
      : {},
    include: { category: true },
    orderBy: [{ rank: 'asc' }, { slug: 'asc' }],
    take: limit,
  })
  return rows.map(
    ({
      slug,
      nameEn,
      nameAr,
      category,
      rank,
      paused,
      underReview,
      hidden,
      discontinuedOn,
      mergedIntoId,
    }) => ({
      ...{ slug, nameEn, nameAr, rank, paused, underReview, hidden },
      category: category.slug,
      closed: discontinuedOn !== null,
      merged: mergedIntoId !== null,
    }),
  )
}

/** Of the row itself: a new name of its operator is no change of the service. */
const markOf = (row: Service): string => createHash('sha1').update(JSON.stringify(row)).digest('base64url')

/** null: there is no service of that slug. */
export async function readServiceToEdit(db: Database, slug: string): Promise<EditedService | null> {
  const row = await db.prisma.service.findUnique({ where: { slug }, include: kin })
  if (!row) return null
  const { category, operator, parent, mergedInto, ...own } = row
  return {
    id: row.id,
    slug,
    fields: {
      name: { en: row.nameEn, ar: row.nameAr },
      category: category.slug,
      operator: operator.slug,
      ...(parent && { parent: parent.slug }),
      dependsOn: row.dependsOn,
      ...(row.homepage && { homepage: row.homepage }),
      aliases: row.aliases,
      problems: row.problems.map((id) => problemOf(id)).filter((problem) => problem !== null),
      markets: row.markets,
      rank: row.rank,
    },
    switches: { paused: row.paused, underReview: row.underReview, hidden: row.hidden },
    discontinuedOn: row.discontinuedOn?.toISOString().slice(0, 10) ?? null,
    mergedInto: mergedInto?.slug ?? null,
    mark: markOf(own),
  }
}

/** 'changed': it is not as they saw it any more, and nothing was done. */
export async function editService(
  db: Database,
  slug: string,
  seenMark: string,
  fields: ServiceFields,
  switches: ServiceSwitches,
): Promise<'done' | 'changed' | ServiceFault> {
  return db.prisma.$transaction(async (tx) => {
    await lockServices(tx, [slug, ...(fields.parent ? [fields.parent] : [])])
    const stored = await tx.service.findUnique({ where: { slug } })
    if (!stored || markOf(stored) !== seenMark) return 'changed'
    const row = await rowOf(tx, slug, fields)
    if (typeof row === 'string') return row
    await tx.service.update({ where: { slug }, data: { ...row, ...switches } })
    return 'done'
  })
}

export interface Word {
  slug: string
  nameEn: string
  nameAr: string
}

/** What a service may be filed under. */
export async function listWords(db: Database): Promise<{ categories: Word[]; operators: Word[] }> {
  const select = { slug: true, nameEn: true, nameAr: true }
  const [categories, operators] = await Promise.all([
    db.prisma.category.findMany({ select, orderBy: { position: 'asc' } }),
    db.prisma.operator.findMany({ select, orderBy: { nameEn: 'asc' } }),
  ])
  return { categories, operators }
}
