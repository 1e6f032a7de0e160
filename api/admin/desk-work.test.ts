import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exactVerdict } from '#core/detect/verdict.fixture.ts'
import { recordTransition } from '#store/incident/incidents.ts'
import { insertRequest } from '#store/report/requests.ts'
import { installCatalogue } from '#store/service/catalogue.ts'
import { openSmallWorld, type SmallWorld, smallCatalogue } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'
import { signIn, type Visitor } from './desk.fixture.ts'

// What editors do, and what everybody sees of it.

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk
let editor: Visitor

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  editor = await signIn(world, desk, 'admin', 'Salma')
  await desk.say('chat', 1)
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const json = async (url: string) => (await desk.api.app.inject({ url })).json()

const report = (slug: string) =>
  desk.api.app.inject({
    method: 'POST',
    url: `/api/v1/services/${slug}/reports`,
    headers: { 'x-forwarded-for': `10.9.${slug.length}.1` },
    payload: { problem: 'down' },
  })

/** The fields of a form as the page shows them, and what somebody types over them. */
async function typed(path: string, over: Record<string, string | string[]>) {
  const { text } = await editor.get(path)
  const form =
    new RegExp(`<form method="post" action="${path.replace(/\?.*/, '')}">([\\s\\S]*?)</form>`).exec(
      text,
    )?.[1] ?? ''
  const plain = (value: string) =>
    value.replaceAll('&#39;', "'").replaceAll('&amp;', '&').replaceAll('&quot;', '"')
  const fields: Record<string, string | string[]> = {}
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="(\w+)"/.exec(tag)?.[1] ?? ''
    const value = plain(/value="([^"]*)"/.exec(tag)?.[1] ?? '')
    if (!tag.includes('type="checkbox"')) fields[name] = value
    else if (tag.includes(' checked')) fields[name] = [...[fields[name] ?? []].flat(), value]
  }
  for (const [, name = '', value = ''] of form.matchAll(/<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</g))
    fields[name] = plain(value)
  for (const [, name = '', inside = ''] of form.matchAll(/<select[^>]*name="(\w+)"[^>]*>(.*?)<\/select>/g))
    fields[name] = /<option value="([^"]*)" selected/.exec(inside)?.[1] ?? ''
  return { ...fields, ...over }
}

describe('a service', () => {
  const path = '/admin/en/services/chat'

  it('is found, and bears what its editors write from then on, whatever its file says', async () => {
    expect((await editor.get('/admin/en/services?q=VOICE')).text).toContain('/admin/en/services/chat-voice')
    const saved = await editor.post(
      path,
      await typed(path, { nameEn: 'Chat & Co', nameAr: 'شات', aliases: 'الشات\nChatty' }),
    )
    expect([saved.status, saved.text.includes('Saved.')]).toEqual([200, true])
    await installCatalogue(world.db, noon, smallCatalogue())
    await world.directory.refresh()
    const { service } = await json('/api/v1/services/chat')
    expect(service.name).toEqual({ en: 'Chat & Co', ar: 'شات' })
    expect(desk.view.find('chatty', 1)[0]?.slug).toBe('chat')
    const log = (await editor.get('/admin/en/log.csv?act=service.edit')).text
    expect(log).toContain('""en"":""Chat & Co""')
    expect(log).not.toContain('""rank""')
  })

  it('keeps what was typed, and says beside each field what is wrong with it', async () => {
    const wrong = {
      nameEn: ' ',
      rank: 'first',
      homepage: 'chat',
      markets: 'Egypt',
      problems: [],
      parent: 'nothing',
    }
    const { status, text } = await editor.post(path, await typed(path, wrong))
    expect(status).toBe(422)
    for (const id of ['nameEn', 'rank', 'homepage', 'markets', 'problems'])
      expect(text, id).toContain(`<a href="#${id}">`)
    expect(text).toMatch(
      /aria-describedby="rank-hint rank-fault" aria-invalid="true" type="text" value="first"/,
    )
    const parent = await editor.post(path, await typed(path, { parent: 'nothing' }))
    expect(parent.text).toContain('The address word of a service that is no part itself.')
  })

  it('is not saved over what somebody else saved meanwhile', async () => {
    const mine = await typed(path, { nameEn: 'Mine' })
    await editor.post(path, await typed(path, { nameEn: 'Theirs', underReview: '1' }))
    const { status, text } = await editor.post(path, mine)
    expect([status, text.includes('Somebody else saved this meanwhile.')]).toEqual([422, true])
    expect(text).toContain('value="Mine"')
    expect(text).toContain('<a href="#nameEn">English name</a>: <bdi>Theirs</bdi>')
    expect(text).toContain('<li>under review: <bdi>yes</bdi></li>')
    expect(text).not.toContain('<a href="#rank">')
    expect((await json('/api/v1/services/chat')).service.name.en).toBe('Theirs')
    // Who has seen both decides; and is told again if there is something else by then.
    const decided = { ...mine, mark: /name="mark" value="([^"]+)"/.exec(text)?.[1] ?? '' }
    expect((await editor.post(path, decided)).text).toContain('Saved.')
    expect((await json('/api/v1/services/chat')).service.name.en).toBe('Mine')
    expect((await editor.post(path, { ...decided, nameEn: 'Late' })).status).toBe(422)
  })

  it('is not saved over it by way of a fault either', async () => {
    const mine = await typed(path, { rank: 'first', nameEn: 'Mine' })
    await editor.post(path, await typed(path, { nameEn: 'Theirs' }))
    const { text } = await editor.post(path, mine)
    const again = { ...mine, rank: '1', mark: /name="mark" value="([^"]+)"/.exec(text)?.[1] ?? '' }
    expect((await editor.post(path, again)).text).toContain('Somebody else saved this meanwhile.')
  })

  it('takes no reports while it is paused, is said to be under review, and answers nowhere when hidden', async () => {
    await editor.post(path, await typed(path, { paused: '1', underReview: '1' }))
    expect((await report('chat')).statusCode).toBe(409)
    expect((await json('/api/v1/services/chat')).service).toMatchObject({ paused: true, underReview: true })
    const overview = (await editor.get('/admin/en')).text
    expect(overview).toContain('<h2>Reports paused</h2>')
    const { paused: _, ...rest } = await typed(path, { hidden: '1' })
    await editor.post(path, rest)
    expect((await report('chat')).statusCode).toBe(404)
    const { hidden: __, ...open } = await typed(path, {})
    await editor.post(path, open)
    expect((await report('chat')).statusCode).toBe(201)
  })

  it('is closed, becomes a part of another, and is followed again', async () => {
    const bank = '/admin/en/services/bank'
    await editor.post(`${bank}/close`, { on: '2026-03-16' })
    expect((await report('bank')).statusCode).toBe(410)
    expect((await editor.get(bank)).text).toContain('Closed on 2026-03-16.')
    await editor.post(`${bank}/restore`)
    expect((await editor.post(`${bank}/merge`, { into: 'nothing' })).status).toBe(422)
    await editor.post(`${bank}/merge`, { into: 'chat' })
    expect((await json('/api/v1/services/bank')).service.slug).toBe('chat')
    await editor.post(`${bank}/restore`)
    expect((await json('/api/v1/services/bank')).service.slug).toBe('bank')
    // A day to come is today, in the log too; and the log has what was before.
    await editor.post(`${bank}/close`, { on: '2027-01-01' })
    await editor.post(`${bank}/restore`)
    const log = (await editor.get('/admin/en/log.csv')).text.replaceAll('""', "'")
    const fate = (into: string | null, day: string | null) =>
      `"{'mergedInto':${into},'discontinuedOn':${day}}"`
    const [usual, closed, merged] = [fate(null, null), fate(null, "'2026-03-17'"), fate("'chat'", null)]
    expect(log).toContain(`service.close,bank,,${usual},${closed}`)
    expect(log).toContain(`service.restore,bank,,${closed},${usual}`)
    expect(log).toContain(`service.merge,bank,,${usual},${merged}`)
    expect(log).toContain(`service.restore,bank,,${merged},${usual}`)
  })

  it('that people asked for is added with what they typed, and takes reports at once', async () => {
    await insertRequest(
      world.db,
      { name: 'Notion', key: 'notion', host: 'notion.so' },
      [Buffer.alloc(16)],
      noon,
    )
    expect((await editor.get('/admin/en/requests')).text).toContain('/admin/en/services/new?request=notion')
    const form = await typed('/admin/en/services/new?request=notion', { nameAr: 'نوشن', category: 'ai' })
    expect(form).toMatchObject({ slug: 'notion', nameEn: 'Notion', homepage: 'https://notion.so/' })
    const unnamed = await editor.post('/admin/en/services/new', form)
    expect([unnamed.status, unnamed.text.includes('<a href="#operatorEn">')]).toEqual([422, true])
    const maker = { operatorEn: 'Notion Labs', operatorAr: 'نوشن لابز' }
    const added = await editor.post('/admin/en/services/new', { ...form, ...maker })
    expect(added.text).toContain('Reports are taken from now on.')
    expect((await report('notion')).statusCode).toBe(201)
    expect((await json('/api/v1/services/notion')).service.operator.name.en).toBe('Notion Labs')
    expect((await editor.get('/admin/en/requests')).text).toContain('Nothing waiting.')
    expect((await editor.get('/admin/en/log.csv?act=service.add')).text).toMatch(
      /""request"":""[0-9a-f]{12}""/,
    )
    const taken = await editor.post('/admin/en/services/new', { ...form, ...maker })
    expect(taken.text).toContain('There is a service of that address word already.')
    const known = await editor.post('/admin/en/services/new', { ...form, ...maker, slug: 'acme' })
    expect([known.status, known.text.includes('<a href="#operator">There is one of that')]).toEqual([
      422,
      true,
    ])
  })

  it('that will not be followed is dropped from what people ask for', async () => {
    await insertRequest(world.db, { name: 'My cat', key: 'my cat', host: null }, [Buffer.alloc(16, 2)], noon)
    await editor.post('/admin/en/requests/drop', { key: 'my cat' })
    expect((await editor.get('/admin/en/requests')).text).toContain('Nothing waiting.')
    expect((await editor.post('/admin/en/requests/drop', { key: 'my cat' })).status).toBe(404)
    // A stranger may have typed anything, and the log is never forgotten.
    const log = (await editor.get('/admin/en/log.csv')).text
    expect(log).toMatch(/request\.drop,[0-9a-f]{12},/)
    expect(log.toLowerCase()).not.toContain('my cat')
  })
})

describe('an incident', () => {
  let id = ''
  beforeAll(async () => {
    const at = noon - 3_600_000
    const open = await recordTransition(world.db, {
      service: world.directory.bySlug('chat')!,
      open: null,
      change: { from: 'none', to: 'major', at, onsetAt: at, endedAt: null },
      verdict: { ...exactVerdict, at, status: 'major', reporters15m: 50 },
      provenance: 'live',
      epoch: 1,
      now: at,
    })
    id = open && open !== 'lost' ? open.publicId : ''
  })

  const word = {
    stage: 'identified',
    postedAt: '2026-03-17T11:30',
    body: 'We <found> it.',
    lang: 'en',
    url: '',
  }

  it('has its operator’s word in its timeline, with the lead that reports had', async () => {
    const wrong = await editor.post('/admin/en/services/chat/official', {
      ...word,
      postedAt: '2026-03-18T00:00',
      body: '',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toMatch(/<a href="#postedAt">.*<a href="#body">/)
    await editor.post('/admin/en/services/chat/official', word)
    const record = await json(`/api/v1/incidents/${id}`)
    expect(record.timeline).toContainEqual(
      expect.objectContaining({ kind: 'official', stage: 'identified', body: 'We <found> it.' }),
    )
    expect(record.leadMinutes).toBe(30)
    const logged = (await editor.get('/admin/en/log.csv?act=official.add')).text
    const twice = await editor.post('/admin/en/services/chat/official', { ...word, body: 'We fixed it.' })
    expect([twice.status, twice.text.includes('A word of that stage and minute is there already.')]).toEqual([
      422,
      true,
    ])
    expect(twice.text).toContain('We fixed it.')
    expect((await editor.get('/admin/en/log.csv?act=official.add')).text).toBe(logged)
    expect((await editor.get(`/admin/en/incidents/${id}`)).text).toContain('We &lt;found&gt; it.')
  })

  it('of planned work has hours, and is over when an editor says so', async () => {
    const path = '/admin/en/services/chat'
    const planned = { ...word, stage: 'maintenance', postedAt: '2026-03-17T10:00' }
    const wrong = await editor.post(`${path}/official`, { ...planned, workUntil: '2026-03-17T11:00' })
    expect([wrong.status, /<a href="#workFrom">.*<a href="#workUntil">/.test(wrong.text)]).toEqual([
      422,
      true,
    ])
    const noWork = await editor.post(`${path}/official`, { ...word, workFrom: '2026-03-17T11:00' })
    expect([noWork.status, noWork.text.includes('Only maintenance has hours')]).toEqual([422, true])
    const hours = { workFrom: '2026-03-18T01:00', workUntil: '2026-03-18T03:00' }
    const nextWeek = { workFrom: '2026-03-24T01:00', workUntil: '2026-03-24T03:00' }
    await editor.post(`${path}/official`, { ...planned, ...nextWeek, postedAt: '2026-03-17T09:00' })
    await editor.post(`${path}/official`, { ...planned, ...hours })
    const told = async () => (await json('/api/v1/services/chat')).maintenance
    expect(await told()).toEqual([
      expect.objectContaining({
        ...{ from: '2026-03-18T01:00:00.000Z', until: '2026-03-18T03:00:00.000Z' },
        body: 'We <found> it.',
      }),
    ])
    const page = (await editor.get(path)).text
    expect(page).toContain('2026-03-24T01:00:00.000Z')
    const end = /action="([^"]+\/maintenance\/[^"]+\/end)"/.exec(page)?.[1] ?? ''
    expect((await editor.post(end, {})).text).toContain('It is kept as over.')
    expect(await told()).toBeUndefined()
    expect((await editor.get(path)).text).not.toContain(end)
    expect((await editor.post(end, {})).status).toBe(404)
    expect((await editor.post(`${path}/maintenance/none/end`, {})).status).toBe(404)
  })

  it('is corrected in both languages, after one has seen how it will stand', async () => {
    const path = `/admin/en/incidents/${id}`
    expect((await editor.get('/admin/en/incidents')).text).toContain(path)
    const half = await editor.post(`${path}/correct`, { en: 'A test of ours.', ar: 'our own test' })
    expect([half.status, half.text.includes('This is not Arabic.')]).toEqual([422, true])
    const texts = { en: 'A test of ours.', ar: 'كان اختبارًا منّا.', falseAlarm: '1' }
    const seen = await editor.post(`${path}/correct`, texts)
    expect([seen.status, seen.text.includes('Publish this correction?')]).toEqual([200, true])
    expect((await json(`/api/v1/incidents/${id}`)).corrections).toEqual([])
    await editor.post(`${path}/correct`, { ...texts, publish: '1' })
    const record = await json(`/api/v1/incidents/${id}`)
    expect(record.corrections).toEqual([
      { at: '2026-03-17T12:00:00.000Z', text: { en: texts.en, ar: texts.ar } },
    ])
    expect((await editor.get('/admin/ar/log')).text).toContain('تصويب سجل')
    expect((await editor.post(`${path}/correct`, { ...texts, partOf: id })).text).toContain(
      'noIncident'.length ? 'There is no other incident' : '',
    )
  })
})
