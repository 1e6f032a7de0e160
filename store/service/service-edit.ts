import { createHash } from 'node:crypto'
import { problemIds } from '#core/report/report.ts'
import type { ServiceFields } from '#core/service.ts'
import type { Database } from '../db.ts'
import { newId } from '../id.ts'
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

/** null: there is no service of that slug. */
export async function readServiceToEdit(db: Database, slug: string): Promise<EditedService | null> {
  const row = await db.prisma.service.findUnique({ where: { slug }, include: kin })
  if (!row) return null
  const { createdAt: _, ...seen } = row
  return {
    id: row.id,
    slug,
    fields: {
      name: { en: row.nameEn, ar: row.nameAr },
      category: row.category.slug,
      operator: row.operator.slug,
      ...(row.parent && { parent: row.parent.slug }),
      dependsOn: row.dependsOn,
      ...(row.homepage && { homepage: row.homepage }),
      aliases: row.aliases,
      problems: row.problems.map((id) => problemOf(id)).filter((problem) => problem !== null),
      markets: row.markets,
      rank: row.rank,
    },
    switches: { paused: row.paused, underReview: row.underReview, hidden: row.hidden },
    discontinuedOn: row.discontinuedOn?.toISOString().slice(0, 10) ?? null,
    mergedInto: row.mergedInto?.slug ?? null,
    mark: createHash('sha1').update(JSON.stringify(seen)).digest('base64url'),
  }
}

/** Words that lead nowhere; named by their field. */
export type UnknownWord = 'category' | 'operator' | 'parent'

async function rowOf(db: Database, slug: string, fields: ServiceFields) {
  const [category, operator, parent] = await Promise.all([
    db.prisma.category.findUnique({ where: { slug: fields.category }, select: { id: true } }),
    db.prisma.operator.findUnique({ where: { slug: fields.operator }, select: { id: true } }),
    fields.parent
      ? db.prisma.service.findUnique({
          where: { slug: fields.parent },
          select: { id: true, slug: true, parentId: true },
        })
      : null,
  ])
  if (!category) return 'category' as const
  if (!operator) return 'operator' as const
  // Parts have no parts, so nothing runs in a circle.
  if (fields.parent && (!parent || parent.slug === slug || parent.parentId !== null)) return 'parent' as const
  return {
    nameEn: fields.name.en,
    nameAr: fields.name.ar,
    categoryId: category.id,
    operatorId: operator.id,
    parentId: parent?.id ?? null,
    dependsOn: fields.dependsOn,
    homepage: fields.homepage ?? null,
    aliases: fields.aliases,
    problems: fields.problems.map((problem) => problemIds[problem]),
    markets: fields.markets,
    rank: fields.rank,
    edited: true,
  }
}

/** 'changed': somebody else saved it meanwhile, and nothing was done. */
export async function editService(
  db: Database,
  seen: EditedService,
  fields: ServiceFields,
  switches: ServiceSwitches,
): Promise<'done' | 'changed' | UnknownWord> {
  const row = await rowOf(db, seen.slug, fields)
  if (typeof row === 'string') return row
  const now = await readServiceToEdit(db, seen.slug)
  if (now?.mark !== seen.mark) return 'changed'
  await db.prisma.service.update({ where: { slug: seen.slug }, data: { ...row, ...switches } })
  return 'done'
}

/** Adds a service that reports are taken on from now on. */
export async function createService(
  db: Database,
  slug: string,
  fields: ServiceFields,
  now: number,
): Promise<'done' | 'taken' | UnknownWord> {
  const row = await rowOf(db, slug, fields)
  if (typeof row === 'string') return row
  const made = await db.prisma.service.createMany({
    data: [{ id: newId(now), slug, createdAt: new Date(now), ...row }],
    skipDuplicates: true,
  })
  return made.count === 1 ? 'done' : 'taken'
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

/** Adds who runs a service; one of the same slug stays as it is. */
export async function addOperator(
  db: Database,
  { slug, nameEn, nameAr, statusPage }: Word & { statusPage: string | null },
  now: number,
): Promise<void> {
  await db.prisma.operator.createMany({
    data: [{ id: newId(now), slug, nameEn, nameAr, statusPage }],
    skipDuplicates: true,
  })
}
