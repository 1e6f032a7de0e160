import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Verdict } from '#core/detect/verdict.ts'
import type { IncidentRow } from '#core/view.ts'
import { translatorOf } from '#i18n/index.ts'
import { recordTransition } from '#store/incident/incidents.ts'
import { recordOfficialUpdate } from '#store/incident/official.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'
import { type Feed, writeAtom, writeJsonFeed, writeRss } from './feed-text.ts'
import { entryOf } from './feeds.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const hour = 3_600_000
let world: SmallWorld
let desk: Desk

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  for (const [slug, hours] of [
    ['chat', 5],
    ['bank', 3],
  ] as const) {
    const service = world.directory.bySlug(slug)!
    const move = (open: Parameters<typeof recordTransition>[1]['open'], to: 'major' | 'none', at: number) =>
      recordTransition(world.db, {
        service,
        open,
        change: { from: open?.status ?? 'none', to, at, onsetAt: at, endedAt: to === 'none' ? at : null },
        verdict: { at, status: to, reporters15m: 50 } as Verdict,
        provenance: 'live',
        epoch: 1,
        now: at,
      })
    const open = await move(null, 'major', noon - hours * hour)
    if (open !== 'lost') await move(open, 'none', noon - hour)
  }
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const get = (url: string, headers: Record<string, string> = {}) => desk.api.app.inject({ url, headers })

/** Names of elements in order of their ends; throws where tags do not match or a sign stands bare. */
function parse(xml: string): string[] {
  const open: string[] = []
  const ended: string[] = []
  const body = xml.replace(/^<\?xml[^>]*\?>\s*/, '')
  for (const [piece] of body.matchAll(/<[^>]*>|[^<]+/g)) {
    if (!piece.startsWith('<')) {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(piece)) throw new Error(`bare & in ${piece}`)
      if (open.length === 0 && piece.trim()) throw new Error(`text outside: ${piece}`)
      continue
    }
    const found = /^<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)(\/?)>$/.exec(piece)
    if (!found) throw new Error(`no tag: ${piece}`)
    const [, end, name = '', , empty] = found
    if (end) {
      if (open.pop() !== name) throw new Error(`${name} was not open`)
      ended.push(name)
    } else if (empty) ended.push(name)
    else open.push(name)
  }
  if (open.length > 0) throw new Error(`left open: ${open}`)
  return ended
}

it('tells of an incident that was opened again, and that it is news', () => {
  const now = new Date(noon).toISOString()
  const at = (hours: number) => new Date(noon - hours * hour).toISOString()
  const row = {
    id: '2026-03-17-chat-k7q2',
    service: { slug: 'chat', name: { en: 'Chat', ar: 'دردشة' } },
    startedAt: at(3),
    endedAt: null,
    reopenedAt: at(1),
    changedAt: at(1),
    worst: 'possible',
    peak15m: 12,
    falseAlarm: false,
    provenance: 'live',
  } as IncidentRow
  const told = (locale: 'en' | 'ar', given: Partial<IncidentRow>) =>
    entryOf(translatorOf(locale), { ...row, ...given }, { origin: '', state: undefined, now, sample: false })
  expect(told('en', {})).toMatchObject({ updated: at(1), published: at(3) })
  expect(told('en', {}).text).toContain('Reopened')
  expect(told('ar', {}).text).toContain('أُعيد فتحه')
  expect(told('en', { reopenedAt: null }).text).not.toContain('Reopened')
  expect(told('en', { reopenedAt: null }).id).toBe(told('ar', {}).id)
})

it('moves on with each step of an incident, though its end lies before the steps that told of it', async () => {
  const [over] = (await get('/status/bank/feed.json?lang=en')).json().items
  expect(over.date_modified).toBe(new Date(noon - hour).toISOString())
  await world.db.query(`UPDATE incident SET ended_at = ended_at - interval '10 minutes', status = 'none'`)
  desk.clock.now += 60_000
  expect((await get('/status/bank/feed.json?lang=en')).json().items[0].date_modified).toBe(over.date_modified)
  await world.db.query(`UPDATE incident SET false_alarm_at = $1, false_alarm = '{"en": "a", "ar": "ب"}'`, [
    new Date(noon),
  ])
  desk.clock.now += 60_000
  const [wrong] = (await get('/status/bank/feed.json?lang=en')).json().items
  expect(wrong.date_modified).toBe(new Date(noon).toISOString())
  await world.db.query(
    `UPDATE incident SET false_alarm_at = NULL, false_alarm = NULL, ended_at = ended_at + interval '10 minutes'`,
  )
  desk.clock.now = noon
})

describe('a feed', () => {
  it('is narrowed as the archive is, and says so in its own address', async () => {
    const [all, some, others, none] = await Promise.all(
      ['', '&category=ai&severity=major', '&category=shopping', '&category=ai&severity=possible'].map(
        async (query) => (await get(`/feed.json?lang=en${query}`)).json(),
      ),
    )
    const slugs = (feed: { items: { tags: string[] }[] }) => feed.items.map(({ tags }) => tags[0])
    expect(slugs(all)).toEqual(['bank', 'chat'])
    expect(slugs(some)).toEqual(['bank', 'chat'])
    expect(slugs(others)).toEqual([])
    expect(slugs(none)).toEqual([])
    expect(none.feed_url).toMatch(/\/feed\.json\?lang=en&category=ai&severity=possible$/)
    const other = await get('/feed.json?lang=en&category=%3Cb%3E&severity=huge')
    expect(slugs(other.json())).toEqual(['bank', 'chat'])
  })

  it.each([
    ['atom', 'application/atom+xml'],
    ['rss', 'application/rss+xml'],
    ['json', 'application/feed+json'],
  ])('as %s tells of incidents in both languages, under ids that never change', async (kind, type) => {
    const [english, arabic, one] = await Promise.all(
      [`/feed.${kind}?lang=en`, `/feed.${kind}?lang=ar`, `/status/chat/feed.${kind}?lang=en`].map((url) =>
        get(url),
      ),
    )
    for (const { statusCode, headers, body } of [english!, arabic!, one!]) {
      expect(statusCode).toBe(200)
      expect(headers['content-type']).toBe(`${type}; charset=utf-8`)
      expect(headers['cache-control']).toMatch(/^public, max-age=60,/)
      expect(headers['last-modified']).toBe('Tue, 17 Mar 2026 11:00:00 GMT')
      if (kind !== 'json') expect(parse(body)).toContain(kind === 'atom' ? 'entry' : 'item')
    }
    const ids = (text: string) => [...text.matchAll(/urn:outage-desk:incident:[\w-]+/g)].map(([id]) => id)
    expect(ids(english!.body)).toHaveLength(2)
    expect(ids(arabic!.body)).toEqual(ids(english!.body))
    expect(ids(one!.body)).toEqual(ids(english!.body).filter((id) => id.includes('-chat-')))
    expect(arabic!.body).toContain('بلاغات عن مشكلات')
    expect(english!.body).not.toMatch(/[\u0600-\u06ff]/)
  })

  it('tells as a fact what the operator confirmed, and only that', async () => {
    await recordOfficialUpdate(
      world.db,
      {
        ...{ serviceId: world.idOf('bank'), stage: 'identified', postedAt: noon - 2 * hour },
        ...{ body: 'We found it.', lang: 'en', url: null },
      },
      noon,
    )
    const titles = async (slug: string, lang: string) =>
      (await get(`/status/${slug}/feed.json?lang=${lang}`)).json().items.map(({ title }: Feed) => title)
    expect(await titles('bank', 'ar')).toEqual(['عطل ⁨Bank⁩، 17 مارس 2026 (انتهى)'])
    expect(await titles('bank', 'en')).toEqual(['Bank outage, 17 March 2026 (over)'])
    expect(await titles('chat', 'ar')).toEqual(['بلاغات عن مشكلات في ⁨Chat⁩، 17 مارس 2026 (انتهت)'])
  })

  it('is known again by its tag, speaks the reader’s language, and is found under "history" too', async () => {
    const { headers, body } = await get('/status/chat/feed.atom', { 'accept-language': 'ar' })
    expect(headers.vary).toContain('Accept-Language')
    expect(body).toContain('xml:lang="ar"')
    const again = await get('/status/chat/feed.atom?lang=ar', { 'if-none-match': String(headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    expect((await get('/status/chat/history.atom?lang=ar')).body).toBe(body)
    // Readers ask for one kind and take another: they are never turned away for it.
    expect((await get('/feed.atom', { accept: 'application/rss+xml' })).statusCode).toBe(200)
  })

  it('of a quiet service is valid and empty; of one we do not follow there is none', async () => {
    const { statusCode, body } = await get('/status/chat-voice/feed.atom?lang=en')
    expect(statusCode).toBe(200)
    expect(parse(body)).not.toContain('entry')
    expect((await get('/status/nobody/feed.rss')).statusCode).toBe(404)
  })

  it('stays well-formed whatever stands in it', () => {
    const odd = fc.string({
      unit: fc.constantFrom('<', '>', '&', '"', "'", ']]>', '\u0000', '\ud800', 'ب', 'a', '\n'),
    })
    const entry = fc.record({
      id: odd,
      url: odd,
      title: odd,
      text: odd,
      published: fc.constant('2026-03-17T12:00:00Z'),
      updated: fc.constant('2026-03-17T12:00:00Z'),
      tags: fc.array(odd, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), odd, (entries, title) => {
        const feed: Feed = {
          ...{ title, subtitle: title, locale: 'en', page: title, self: title, author: title, entries },
          updated: '2026-03-17T12:00:00Z',
        }
        expect(parse(writeAtom(feed)).filter((name) => name === 'entry')).toHaveLength(entries.length)
        expect(parse(writeRss(feed)).filter((name) => name === 'item')).toHaveLength(entries.length)
        expect(JSON.parse(writeJsonFeed(feed)).items).toHaveLength(entries.length)
      }),
    )
  })
})
