import { type ProblemSlug, problemIds } from '#core/report/report.ts'
import type { ServiceCard } from '#core/view.ts'
import type { Database } from '../db.ts'

/** A public service as the rooms above know it. */
export interface ServiceRecord extends ServiceCard {
  id: string
  problems: ProblemSlug[]
  homepage: string | null
  aliases: string[]
  /** Slugs. */
  dependsOn: string[]
  /** Countries; empty = everywhere. */
  markets: string[]
  rank: number
  paused: boolean
  /** Editors look into what is shown of it. */
  underReview: boolean
  /** When its operator closed it, ms; null: it runs. */
  discontinuedAt: number | null
  /** Slug of the service that it has become a part of. */
  mergedInto: string | null
  /** Ms since the epoch. */
  createdAt: number
}

const slugOfProblem = new Map(Object.entries(problemIds).map(([slug, id]) => [id, slug as ProblemSlug]))

/** Slug of a stored problem id; null for "kind not said". */
export const problemOf = (id: number): ProblemSlug | null => slugOfProblem.get(id) ?? null

/** Whether reports are taken on it and something is said of it. */
export const isFollowed = ({ discontinuedAt, mergedInto }: ServiceRecord): boolean =>
  discontinuedAt === null && mergedInto === null

/** All services that are not hidden, best known first; those that are no longer followed among them. */
export async function readServices(db: Database): Promise<ServiceRecord[]> {
  const rows = await db.prisma.service.findMany({
    where: { hidden: false },
    include: {
      category: true,
      operator: true,
      parent: { select: { slug: true, hidden: true } },
      mergedInto: { select: { slug: true } },
    },
    orderBy: [{ rank: 'asc' }, { slug: 'asc' }],
  })
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: { en: row.nameEn, ar: row.nameAr },
    category: { slug: row.category.slug, name: { en: row.category.nameEn, ar: row.category.nameAr } },
    operator: {
      slug: row.operator.slug,
      name: { en: row.operator.nameEn, ar: row.operator.nameAr },
      statusPage: row.operator.statusPage,
    },
    parent: row.parent && !row.parent.hidden ? row.parent.slug : null,
    problems: row.problems.map((id) => problemOf(id)).filter((slug) => slug !== null),
    homepage: row.homepage,
    aliases: row.aliases,
    dependsOn: row.dependsOn,
    markets: row.markets,
    rank: row.rank,
    paused: row.paused,
    underReview: row.underReview,
    discontinuedAt: row.discontinuedOn?.getTime() ?? null,
    mergedInto: row.mergedInto?.slug ?? null,
    createdAt: row.createdAt.getTime(),
  }))
}

/** Changes when anything changes that `readServices` tells: looking costs little, reading thousands does not. */
export async function readServicesMark(db: Database): Promise<string> {
  const sum = (table: string) =>
    `(SELECT coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM ${table} t)`
  const rows = await db.query<{ mark: string }>(
    `SELECT concat_ws(' ', ${['service', 'category', 'operator'].map(sum)}) AS mark`,
  )
  return rows[0]!.mark
}

/** What of a service anybody may see in a list. */
export const cardOf = ({ slug, name, category, operator, parent }: ServiceRecord): ServiceCard => ({
  slug,
  name,
  category,
  operator,
  parent,
})
