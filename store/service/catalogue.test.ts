import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld, smallCatalogue } from '../small-world.fixture.ts'
import { installCatalogue } from './catalogue.ts'
import { readServices } from './services.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld

beforeAll(async () => {
  world = await openSmallWorld(noon)
})
afterAll(() => world.drop())

const everything = () =>
  Promise.all(
    ['category', 'operator', 'problem_type', 'service'].map((table) =>
      world.db.query(`SELECT t.*, t.xmin::text AS written FROM ${table} t ORDER BY id`),
    ),
  )

describe('installing the catalogue', () => {
  it('again changes nothing, and writes nothing', async () => {
    const before = await everything()
    await installCatalogue(world.db, noon + 1000, smallCatalogue())
    expect(await everything()).toEqual(before)
  })

  it('brings entries that changed, were added, or moved, and keeps their history', async () => {
    const catalogue = smallCatalogue()
    const [chat, voice, bank] = catalogue.services
    catalogue.categories.unshift({ slug: 'banks', name: { en: 'Banks', ar: 'بنوك' } })
    catalogue.categories[1]!.name.en = 'Artificial intelligence'
    catalogue.operators[0] = { slug: 'acme', name: { en: 'Acme Inc.', ar: 'أكمي' } }
    catalogue.services = [
      { ...chat!, name: { en: 'Chat 2', ar: 'شات' }, aliases: ['chatty'], problems: ['slow', 'other'] },
      { ...voice!, parent: undefined, dependsOn: ['chat'], rank: 9 },
      { ...bank!, category: 'banks', markets: [] },
      { ...bank!, slug: 'bank-app', category: 'banks', parent: 'bank', rank: 4 },
    ]
    const before = new Map((await readServices(world.db)).map(({ slug, id }) => [slug, id]))
    await installCatalogue(world.db, noon + 5000, catalogue)
    const after = new Map((await readServices(world.db)).map((service) => [service.slug, service]))
    expect([...after.keys()]).toEqual(['chat', 'bank', 'bank-app', 'chat-voice'])
    for (const [slug, id] of before) expect(after.get(slug)!.id).toBe(id)
    const operator = { slug: 'acme', name: { en: 'Acme Inc.', ar: 'أكمي' }, statusPage: null }
    expect(after.get('chat')).toMatchObject({
      name: { en: 'Chat 2', ar: 'شات' },
      aliases: ['chatty'],
      problems: ['slow', 'other'],
      category: { slug: 'ai', name: { en: 'Artificial intelligence' } },
      operator,
      createdAt: noon,
    })
    expect(after.get('chat-voice')).toMatchObject({ parent: null, dependsOn: ['chat'], rank: 9 })
    expect(after.get('bank')).toMatchObject({ category: { slug: 'banks' }, markets: [] })
    expect(after.get('bank-app')).toMatchObject({ parent: 'bank', createdAt: noon + 5000 })
    const positions = await world.db.query('SELECT slug FROM category ORDER BY position')
    expect(positions).toEqual([{ slug: 'banks' }, { slug: 'ai' }])
  })

  it('keeps a service that left the files, and what editors decided', async () => {
    await world.db.prisma.service.update({ where: { slug: 'chat' }, data: { paused: true } })
    await world.db.prisma.service.update({ where: { slug: 'chat-voice' }, data: { hidden: true } })
    const catalogue = smallCatalogue()
    catalogue.services = catalogue.services.slice(0, 2)
    await installCatalogue(world.db, noon, catalogue)
    const services = await readServices(world.db)
    expect(services.map(({ slug }) => slug)).toContain('bank')
    expect(services.map(({ slug }) => slug)).not.toContain('chat-voice')
    expect(services.find(({ slug }) => slug === 'chat')!.paused).toBe(true)
  })

  it('may be done by several nodes that start at once', async () => {
    const catalogue = smallCatalogue()
    catalogue.services.push({ ...catalogue.services[0]!, slug: 'brand-new', rank: 20 })
    await Promise.all(Array.from({ length: 3 }, () => installCatalogue(world.db, noon, catalogue)))
    expect((await readServices(world.db)).filter(({ slug }) => slug === 'brand-new')).toHaveLength(1)
  })
})
