import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '#api/desk.fixture.ts'
import { createTokens } from '#ingest/tokens.ts'
import { createMailer, type Mailer } from '#notify/mail.ts'
import { openMailServer, type TestMailServer } from '#notify/mail-server.fixture.ts'
import { openDatabase } from '#store/db.ts'
import { newId } from '#store/id.ts'
import { forgetMailWishes } from '#store/mail.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { tellByMail } from './mail-words.ts'

// The whole way of a wish to be told by mail, with a mail server that really takes them.

const noon = Date.parse('2026-03-17T12:00:00Z')
const minute = 60_000
const site = 'https://desk.example'
const tokens = createTokens('0'.repeat(64))
let world: SmallWorld
let desk: Desk
let server: TestMailServer
let mailer: Mailer

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  server = await openMailServer()
  mailer = openMailer()
})
afterAll(async () => {
  mailer.close()
  await desk.api.app.close()
  await server.close()
  await world.drop()
})
beforeEach(async () => {
  server.taken.length = 0
  desk.clock.now = noon
  await world.db.query('TRUNCATE mail_wish, incident CASCADE')
})

const openMailer = (): Mailer =>
  createMailer({
    db: world.db,
    now: () => desk.clock.now,
    server: { url: server.url, from: 'Outage Desk <desk@desk.example>' },
    tell: (due) => tellByMail(world.directory, site, due),
  })

async function openIncident(slug: string): Promise<void> {
  const id = newId(desk.clock.now)
  await world.db.query(
    `INSERT INTO incident (service_id, id, public_id, status, worst, started_at, detected_at, peak_15m, reports,
       provenance, epoch) VALUES ($1, $2, $3, 'major', 'major', $4, $4, 1, 1, 'live', 1)`,
    [world.idOf(slug), id, `2026-03-17-${slug}-${id.slice(-4)}`, new Date(noon - 30 * minute)],
  )
}
const endIncidents = () =>
  world.db.query(`UPDATE incident SET ended_at = $1, status = 'none'`, [new Date(desk.clock.now)])
const kept = async (): Promise<number> => (await world.db.query('SELECT 1 FROM mail_wish')).length

let visitors = 0
const post = async (url: string, fields: Record<string, string>, headers = {}): Promise<string> => {
  const answer = await desk.api.app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-for': `203.0.${++visitors >> 8}.${visitors & 255}`,
      ...headers,
    },
    payload: new URLSearchParams(fields).toString(),
  })
  const said = new URL(answer.headers.location ?? '/', site).searchParams.get('said')
  return said ?? String(answer.statusCode)
}
const wish = (mailbox: string, { lang = 'en', slug = 'chat', headers = {} } = {}) =>
  post(`/${lang}/status/${slug}/tell`, { mailbox, token: tokens.issueForm(slug, desk.clock.now) }, headers)
const linkIn = (text: string | undefined): URL => new URL(/https:\S+/.exec(text ?? '')![0])
const answer = (link: URL, act: string) => post(link.pathname + link.search, { act })

describe('"tell me when it is over", by mail', () => {
  it.each([
    ['en', 'shall we tell you when it is over?', 'it seems to be over', '40 min'],
    ['ar', 'هل نخبرك عند انتهاء المشكلة؟', 'يبدو أن المشكلة انتهت', '40 دقيقة'],
  ])('asks first, tells once, and forgets the mailbox: %s', async (lang, asks, tells, lasted) => {
    await openIncident('chat')
    expect(await wish('reader@example.org', { lang })).toBe('asked')
    await mailer.deliver()
    await mailer.deliver()
    expect(server.taken).toHaveLength(1)
    const [question] = server.taken
    expect(question).toMatchObject({
      to: 'reader@example.org',
      mail: { from: { address: 'desk@desk.example' } },
    })
    expect(question!.mail.subject).toContain(asks)
    expect(question!.mail.html).toContain(`lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"`)
    const link = linkIn(question!.mail.text)
    expect(link.origin + link.pathname).toBe(`${site}/${lang}/tell`)

    expect(await answer(link, 'yes')).toBe('yes')
    await mailer.deliver()
    expect(server.taken).toHaveLength(1)
    desk.clock.now += 10 * minute
    await endIncidents()
    await mailer.deliver()
    await mailer.deliver()
    expect(server.taken).toHaveLength(2)
    const { mail } = server.taken[1]!
    expect(mail.subject).toContain(tells)
    expect(mail.text).toContain(lasted)
    expect(mail.text).toContain(`${site}/${lang}/status/chat`)
    expect(await kept()).toBe(0)
    expect(await answer(link, 'yes')).toBe('gone')
  })

  it('sends nothing to those who do not say yes, and forgets them within a day', async () => {
    await openIncident('chat')
    await wish('silent@example.org')
    await wish('no@example.org')
    await mailer.deliver()
    const asked = server.taken.find(({ to }) => to === 'no@example.org')!
    expect(await answer(linkIn(asked.mail.text), 'no')).toBe('no')
    expect(await kept()).toBe(1)
    await endIncidents()
    await mailer.deliver()
    expect(server.taken).toHaveLength(2)
    await forgetMailWishes(world.db, noon + 23 * 60 * minute)
    expect(await kept()).toBe(1)
    await forgetMailWishes(world.db, noon + 25 * 60 * minute)
    expect(await kept()).toBe(0)
  })

  it('is taken back by the button of a mail program, which posts without a page of ours', async () => {
    await openIncident('chat')
    await wish('reader@example.org')
    await mailer.deliver()
    const headers = new Map(server.taken[0]!.mail.headers.map(({ key, value }) => [key, value]))
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    const address = new URL(headers.get('list-unsubscribe')!.replace(/[<>\s]/g, ''))
    const unasked = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }).toString()
    const form =
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
    for (const [type, payload] of [
      ['application/x-www-form-urlencoded', unasked],
      ['multipart/form-data; boundary=b', form],
    ]) {
      await world.db.query('TRUNCATE mail_wish')
      await wish('reader@example.org')
      await world.db.query('UPDATE mail_wish SET token = $1', [
        Buffer.from(address.searchParams.get('k')!, 'base64url'),
      ])
      const taken = await desk.api.app.inject({
        method: 'POST',
        url: address.pathname + address.search,
        headers: { 'content-type': type, origin: 'https://mail.example' },
        payload,
      })
      expect([taken.statusCode, await kept()]).toEqual([200, 0])
    }
  })

  it('says in words that the store is away', async () => {
    const db = openDatabase('postgres://nobody@127.0.0.1:9/none')
    const lost = await openDesk(world, noon, { db })
    const said = async (url: string, fields: Record<string, string>) => {
      const { headers } = await lost.api.app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      })
      return headers.location
    }
    const token = tokens.issueForm('chat', noon)
    expect(await said('/ar/status/chat/tell', { mailbox: 'reader@example.org', token })).toBe(
      '/ar/tell?said=busy&s=chat',
    )
    expect(await said(`/en/tell?s=chat&k=${'a'.repeat(22)}`, { act: 'yes' })).toBe(
      '/en/tell?said=busy&s=chat',
    )
    await lost.api.app.close()
    await db.close()
  })

  it('asks a mailbox once an hour, however often it is named', async () => {
    await openIncident('chat')
    for (const mailbox of ['reader@example.org', 'Reader@example.org', 'reader@example.org']) {
      expect(await wish(mailbox)).toBe('asked')
      await mailer.deliver()
    }
    expect(server.taken).toHaveLength(1)
    // The link that was sent stays good.
    expect(await answer(linkIn(server.taken[0]!.mail.text), 'yes')).toBe('yes')
    desk.clock.now += 61 * minute
    expect(await wish('reader@example.org')).toBe('asked')
    await mailer.deliver()
    expect(server.taken).toHaveLength(1)
  })

  it('is one mail from several processes', async () => {
    await openIncident('chat')
    for (let i = 0; i < 20; i++) await wish(`reader${i}@example.org`)
    const others = [openMailer(), openMailer()]
    await Promise.all([mailer, ...others].map((one) => one.deliver()))
    expect(server.taken.map(({ to }) => to).toSorted()).toEqual(
      Array.from({ length: 20 }, (_, i) => `reader${i}@example.org`).toSorted(),
    )
    for (const other of others) other.close()
  })

  it('is one mail also where the mail server is slow', async () => {
    await openIncident('chat')
    for (let i = 0; i < 40; i++) await wish(`reader${i}@example.org`)
    server.onTaken = () => {
      desk.clock.now += 3_000
    }
    const work = async (one: Mailer) => {
      while (server.taken.length < 40) await one.deliver()
    }
    const other = openMailer()
    await Promise.all([work(mailer), work(other)])
    server.onTaken = () => {}
    expect(new Set(server.taken.map(({ to }) => to)).size).toBe(40)
    expect(server.taken).toHaveLength(40)
    other.close()
  })

  it('forgets a mailbox that is none, and tries again where the server is busy', async () => {
    await openIncident('chat')
    server.refusals['none@example.org'] = 550
    server.refusals['busy@example.org'] = 451
    await wish('none@example.org')
    await wish('busy@example.org')
    await mailer.deliver()
    expect(await kept()).toBe(1)
    delete server.refusals['busy@example.org']
    desk.clock.now += 59_000
    await mailer.deliver()
    expect(server.taken).toEqual([])
    desk.clock.now += 1_000
    await mailer.deliver()
    expect(server.taken.map(({ to }) => to)).toEqual(['busy@example.org'])
  })
})

it.each([
  'nobody',
  'a@b',
  'two@example.org, three@example.org',
  'x@example.org\r\nBcc: y@example.org',
  `${'long'.repeat(70)}@example.org`,
])('refuses what is no mailbox: %j', async (mailbox) => {
  await openIncident('chat')
  expect(await wish(mailbox)).toBe('invalid')
  expect(await kept()).toBe(0)
})

it('refuses where nothing is open, unknown services, other sites, old forms, made-up links, and a flood', async () => {
  expect(await wish('reader@example.org', { slug: 'bank' })).toBe('over')
  expect(await wish('reader@example.org', { slug: 'nothing' })).toBe('404')
  await openIncident('chat')
  expect(await wish('reader@example.org', { headers: { origin: 'https://evil.example' } })).toBe('403')
  expect(await post('/en/status/chat/tell', { mailbox: 'reader@example.org', token: 'x' })).toBe('invalid')
  expect(await post(`/en/tell?s=chat&k=${'A'.repeat(22)}`, { act: 'yes' })).toBe('gone')
  expect(await post('/en/tell?s=chat&k=short', { act: 'yes' })).toBe('422')
  const same = { 'x-forwarded-for': '198.51.100.7' }
  const said = []
  for (let i = 0; i < 7; i++) said.push(await wish(`reader${i}@example.org`, { headers: same }))
  expect(said).toEqual([...Array(5).fill('asked'), 'slow', 'slow'])
  expect(await kept()).toBe(5)
})

it('is not offered by a site that has no mail server', async () => {
  const silent = await openDesk(world, noon, { hasMail: false })
  const { statusCode } = await silent.api.app.inject({ method: 'POST', url: '/en/status/chat/tell' })
  expect(statusCode).toBe(404)
  await silent.api.app.close()
})
