import { problemIds } from '#core/report/report.ts'
import type { ServiceFields } from '#core/service.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** Inside one transaction: what editors save is looked up, locked and written together. */
export type Within = Prisma.TransactionClient

/** Why a service is not saved: a word that leads nowhere, or that it may not be under or depend on. */
export type ServiceFault = 'category' | 'operator' | 'parent' | 'hasParts' | 'dependsOn'

/**
 * Nobody else changes these until the transaction ends. Always in the same order: two who need the same wait for one
 * another, and not both for ever.
 */
export async function lockServices(tx: Within, slugs: string[]): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM service WHERE slug = ANY(${slugs}) ORDER BY id FOR UPDATE`
}

/** What a service's row holds of its own, beside the rows it leads to. */
export const columnsOf = (fields: ServiceFields) => ({
  nameEn: fields.name.en,
  nameAr: fields.name.ar,
  dependsOn: fields.dependsOn,
  homepage: fields.homepage ?? null,
  aliases: fields.aliases,
  problems: fields.problems.map((problem) => problemIds[problem]),
  markets: fields.markets,
  rank: fields.rank,
})

/** The fields as a row; or what is wrong with them. */
export async function rowOf(tx: Within, slug: string, fields: ServiceFields) {
  const category = await tx.category.findUnique({ where: { slug: fields.category }, select: { id: true } })
  if (!category) return 'category' as const
  const operator = await tx.operator.findUnique({ where: { slug: fields.operator }, select: { id: true } })
  if (!operator) return 'operator' as const
  const parent = fields.parent
    ? await tx.service.findUnique({
        where: { slug: fields.parent },
        select: { id: true, slug: true, parentId: true },
      })
    : null
  // Parts have no parts, so nothing runs in a circle and no part is lost to its family.
  if (fields.parent && (!parent || parent.slug === slug || parent.parentId !== null)) return 'parent' as const
  if (parent && (await tx.service.count({ where: { parent: { slug } } })) > 0) return 'hasParts' as const
  const others = new Set(fields.dependsOn)
  const known = await tx.service.count({ where: { slug: { in: [...others], not: slug } } })
  if (known < others.size) return 'dependsOn' as const
  const ids = { categoryId: category.id, operatorId: operator.id, parentId: parent?.id ?? null }
  return { ...columnsOf(fields), ...ids, edited: true }
}
