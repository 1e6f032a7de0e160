import { problemIds } from '#core/report.ts'
import type { Catalogue, ServiceEntry } from '#core/service.ts'
import { loadCatalogue } from '#prisma/catalogue/load.ts'
import type { Database } from './db.ts'
import { newId } from './id.ts'

/**
 * Brings the catalogue's entries into the store: new ones are added, known ones (by slug) follow their file.
 * Services that left the files stay, with their history; editors hide them.
 */
export async function installCatalogue(
  db: Database,
  now: number,
  catalogue: Catalogue = loadCatalogue(),
): Promise<void> {
  const { prisma } = db
  const idsOf = async (rows: Promise<{ id: string; slug: string }[]>) =>
    new Map((await rows).map((row) => [row.slug, row.id]))
  await prisma.problemType.createMany({
    data: Object.entries(problemIds).map(([slug, id]) => ({ id, slug })),
    skipDuplicates: true,
  })
  await prisma.category.createMany({
    data: catalogue.categories.map(({ slug, name }, position) => ({
      id: newId(now),
      slug,
      nameEn: name.en,
      nameAr: name.ar,
      position,
    })),
    skipDuplicates: true,
  })
  await prisma.operator.createMany({
    data: catalogue.operators.map(({ slug, name, statusPage }) => ({
      id: newId(now),
      slug,
      nameEn: name.en,
      nameAr: name.ar,
      statusPage: statusPage ?? null,
    })),
    skipDuplicates: true,
  })
  const select = { id: true, slug: true }
  const categories = await idsOf(prisma.category.findMany({ select }))
  const operators = await idsOf(prisma.operator.findMany({ select }))
  const fields = (entry: ServiceEntry) => ({
    nameEn: entry.name.en,
    nameAr: entry.name.ar,
    categoryId: categories.get(entry.category)!,
    operatorId: operators.get(entry.operator)!,
    dependsOn: entry.dependsOn,
    homepage: entry.homepage ?? null,
    aliases: entry.aliases,
    problems: entry.problems.map((slug) => problemIds[slug]),
    markets: entry.markets,
    rank: entry.rank,
  })
  await prisma.service.createMany({
    data: catalogue.services.map((entry) => ({
      id: newId(now),
      slug: entry.slug,
      createdAt: new Date(now),
      ...fields(entry),
    })),
    skipDuplicates: true,
  })
  const known = new Map((await prisma.service.findMany()).map((row) => [row.slug, row]))
  for (const entry of catalogue.services) {
    const row = known.get(entry.slug)!
    const wanted = { ...fields(entry), parentId: entry.parent ? known.get(entry.parent)!.id : null }
    const differs = Object.entries(wanted).some(
      ([field, value]) => JSON.stringify(row[field as keyof typeof row]) !== JSON.stringify(value),
    )
    if (differs) await prisma.service.update({ where: { id: row.id }, data: wanted })
  }
}
