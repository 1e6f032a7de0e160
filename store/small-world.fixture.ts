import { createHash, randomBytes } from 'node:crypto'
import type { Catalogue } from '#core/service.ts'
import type { Database } from './db.ts'
import { newId } from './id.ts'
import { ensurePartitions } from './postgres/partitions.ts'
import { openTestDatabase } from './postgres/test-database.ts'
import type { ReportRow } from './report/reports.ts'
import { dayMs } from './report/salts.ts'
import { installCatalogue } from './service/catalogue.ts'
import { createDirectory, type Directory } from './service/directory.ts'

/** A world of three services: enough for most tests, and there in a blink. */

const service = (slug: string, name: string, rank: number, given = {}): Catalogue['services'][number] => ({
  slug,
  name: { en: name, ar: name },
  category: 'ai',
  operator: 'acme',
  dependsOn: [],
  aliases: [],
  problems: ['down', 'login', 'other'],
  markets: [],
  rank,
  ...given,
})

export const smallCatalogue = (): Catalogue => ({
  categories: [{ slug: 'ai', name: { en: 'AI', ar: 'ذكاء اصطناعي' } }],
  operators: [{ slug: 'acme', name: { en: 'Acme', ar: 'أكمي' }, statusPage: 'https://status.acme.example/' }],
  services: [
    service('chat', 'Chat', 1),
    service('chat-voice', 'Chat Voice', 2, { parent: 'chat' }),
    service('bank', 'Bank', 3, { markets: ['SA'] }),
  ],
})

export interface SmallWorld {
  db: Database
  url: string
  directory: Directory
  idOf(slug: string): string
  drop(): Promise<void>
}

/** A database of its own with the small catalogue, known since `now`, and partitions for five days around it. */
export async function openSmallWorld(now: number): Promise<SmallWorld> {
  const database = await openTestDatabase()
  await installCatalogue(database.db, now, smallCatalogue())
  await ensurePartitions(database.db, now - 2 * dayMs, now + 2 * dayMs)
  const directory = createDirectory(database.db)
  await directory.refresh()
  return { ...database, directory, idOf: (slug) => directory.bySlug(slug)!.id }
}

const key = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16)

/** The report of one person in a network of their own, unless told otherwise. */
export const reportOf = (
  serviceId: string,
  person: string,
  createdAt: number,
  given: Partial<ReportRow> = {},
): ReportRow => ({
  serviceId,
  createdAt,
  id: newId(createdAt),
  problemId: 1,
  classId: 0,
  reporterKey: key(person),
  yesterday: null,
  unitKey: key(`unit of ${person}`),
  prefixKey: key(`prefix of ${person}`),
  country: 'SA',
  network: null,
  keyHash: randomBytes(16),
  bodyHash: key('down'),
  reports15m: 1,
  ...given,
})
