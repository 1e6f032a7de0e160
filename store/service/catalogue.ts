import { problemIds } from '#core/report/report.ts'
import type { Catalogue, CategoryEntry, OperatorEntry, ServiceEntry } from '#core/service.ts'
import { loadCatalogue } from '#prisma/catalogue/load.ts'
import type { Database } from '../db.ts'
import { newId } from '../id.ts'
import { columnsOf } from './service-row.ts'

/**
 * Brings the catalogue's entries into the store: new ones are added, known ones (by slug) follow their file,
 * unless an editor has changed them by hand.
 * Services that left the files stay, with their history; editors hide them.
 */
export async function installCatalogue(
  db: Database,
  now: number,
  catalogue: Catalogue = loadCatalogue(),
): Promise<void> {
  const { prisma } = db
  await prisma.problemType.createMany({
    data: Object.entries(problemIds).map(([slug, id]) => ({ id, slug })),
    skipDuplicates: true,
  })
  await prisma.category.createMany({
    data: catalogue.categories.map((entry, position) => ({
      id: newId(now),
      slug: entry.slug,
      ...categoryFields(entry, position),
    })),
    skipDuplicates: true,
  })
  const categories = bySlug(await prisma.category.findMany())
  for (const [position, entry] of catalogue.categories.entries()) {
    const [row, data] = [categories.get(entry.slug)!, categoryFields(entry, position)]
    if (differs(row, data)) await prisma.category.update({ where: { id: row.id }, data })
  }
  await prisma.operator.createMany({
    data: catalogue.operators.map((entry) => ({
      id: newId(now),
      slug: entry.slug,
      ...operatorFields(entry),
    })),
    skipDuplicates: true,
  })
  const operators = bySlug(await prisma.operator.findMany())
  for (const entry of catalogue.operators) {
    const [row, data] = [operators.get(entry.slug)!, operatorFields(entry)]
    if (differs(row, data)) await prisma.operator.update({ where: { id: row.id }, data })
  }
  const fields = (entry: ServiceEntry) => ({
    ...columnsOf(entry),
    categoryId: categories.get(entry.category)!.id,
    operatorId: operators.get(entry.operator)!.id,
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
  const known = bySlug(await prisma.service.findMany())
  for (const entry of catalogue.services) {
    const row = known.get(entry.slug)!
    const data = { ...fields(entry), parentId: entry.parent ? known.get(entry.parent)!.id : null }
    if (!row.edited && differs(row, data)) await prisma.service.update({ where: { id: row.id }, data })
  }
}

const bySlug = <Row extends { slug: string }>(rows: Row[]) => new Map(rows.map((row) => [row.slug, row]))

const categoryFields = ({ name }: CategoryEntry, position: number) => ({
  nameEn: name.en,
  nameAr: name.ar,
  position,
})

const operatorFields = ({ name, statusPage }: OperatorEntry) => ({
  nameEn: name.en,
  nameAr: name.ar,
  statusPage: statusPage ?? null,
})

/** Whether the row has any of these fields otherwise. */
const differs = <Fields extends object>(row: Fields, wanted: Fields): boolean =>
  Object.entries(wanted).some(
    ([field, value]) => JSON.stringify(row[field as keyof Fields]) !== JSON.stringify(value),
  )
