import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#store/id.ts'
import { forgetPushes, insertPush, type PushAddress } from '#store/push.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { createPush, type Push, type PushMessage } from './push.ts'
import { createReader } from './push-reader.fixture.ts'
import { isPublicAddress, isSafeUrl, openInternet } from './safe-address.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const minute = 60_000
const clock = { now: noon }
let world: SmallWorld
let push: Push
let service: http.Server
let origin: string
/** What the push service was given, and what it answers by path. */
let taken: { path: string; headers: http.IncomingHttpHeaders; body: Buffer }[] = []
let answers: Record<string, number> = {}

const messageOf = (serviceId: string): PushMessage => ({
  title: 'انتهت',
  body: serviceId,
  url: '/ar/status/chat',
  lang: 'ar',
  tag: 'over chat',
})

beforeAll(async () => {
  world = await openSmallWorld(noon)
  service = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      taken.push({ path, headers: request.headers, body: Buffer.concat(chunks) })
      response.writeHead(answers[path] ?? 201).end()
    })
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  const reach = { protocols: ['http:'], isAllowed: (address: string) => address === '127.0.0.1' }
  push = createPush({
    db: world.db,
    now: () => clock.now,
    subject: 'mailto:desk@example.org',
    tell: (due) => messageOf(due.serviceId),
    reach,
  })
})
afterAll(async () => {
  service.close()
  await world.drop()
})
beforeEach(async () => {
  taken = []
  answers = {}
  clock.now = noon
  await world.db.query('TRUNCATE push_subscription, incident CASCADE')
})

async function openIncident(slug: string): Promise<string> {
  const id = newId(clock.now)
  await world.db.query(
    `INSERT INTO incident (service_id, id, public_id, status, worst, started_at, detected_at, peak_15m, reports,
       provenance, epoch) VALUES ($1, $2, $3, 'major', 'major', $4, $4, 1, 1, 'live', 1)`,
    [world.idOf(slug), id, `2026-03-17-${slug}-${id.slice(-4)}`, new Date(noon - 30 * minute)],
  )
  return id
}
const endIncidents = () =>
  world.db.query(`UPDATE incident SET ended_at = $1, status = 'none'`, [new Date(clock.now)])
const waiting = async () => (await world.db.query('SELECT 1 FROM push_subscription')).length

const createBrowser = (path: string) => createReader(origin + path)
const ask = (slug: string, address: PushAddress) =>
  insertPush(world.db, world.idOf(slug), { ...address, lang: 'ar' }, clock.now)

describe('"tell me when it is over"', () => {
  it('is one message that only its reader can open, and then the address is forgotten', async () => {
    await openIncident('chat')
    const browser = createBrowser('/one')
    expect(await ask('chat', browser.address)).toBe(true)
    await push.deliver()
    expect(taken).toEqual([])

    clock.now += 10 * minute
    await endIncidents()
    await push.deliver()
    await push.deliver()
    expect(taken).toHaveLength(1)
    expect(browser.unseal(taken[0]!.body)).toEqual(messageOf(world.idOf('chat')))
    expect(() => createBrowser('/one').unseal(taken[0]!.body)).toThrow()
    expect(taken[0]!.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '21600' })
    expect(taken[0]!.headers.authorization).toMatch(/^vapid t=.+, k=/)
    expect(taken[0]!.headers.authorization).toContain(`k=${await push.publicKey()}`)
    expect(await waiting()).toBe(0)
  })

  it('is for an incident that is open', async () => {
    expect(await ask('chat', createBrowser('/none').address)).toBe(false)
    expect(await waiting()).toBe(0)
  })

  it('is sent by one of several processes', async () => {
    await openIncident('chat')
    for (let i = 0; i < 30; i++) await ask('chat', createBrowser(`/many/${i}`).address)
    await endIncidents()
    await Promise.all([push.deliver(), push.deliver(), push.deliver()])
    expect(taken.map(({ path }) => path).toSorted()).toEqual(
      Array.from({ length: 30 }, (_, i) => `/many/${i}`).toSorted(),
    )
    expect(await waiting()).toBe(0)
  })

  it.each([404, 410, 403, 301])('is forgotten when the push service says %i', async (status) => {
    await openIncident('chat')
    await ask('chat', createBrowser('/gone').address)
    await endIncidents()
    answers['/gone'] = status
    await push.deliver()
    expect(taken).toHaveLength(1)
    expect(await waiting()).toBe(0)
  })

  it('is tried again after growing pauses, and five times at most', async () => {
    await openIncident('chat')
    await ask('chat', createBrowser('/busy').address)
    await endIncidents()
    answers['/busy'] = 503
    for (const [pauseSeconds, times] of [
      [0, 1],
      [29, 1],
      [1, 2],
      [119, 2],
      [1, 3],
      [480, 4],
      [1920, 5],
      [7680, 5],
    ] as const) {
      clock.now += pauseSeconds * 1000
      await push.deliver()
      expect(taken, `after ${pauseSeconds} s`).toHaveLength(times)
    }
    expect(await waiting()).toBe(0)
  })

  it('is forgotten unsent with keys that are none, and after 30 days', async () => {
    await openIncident('chat')
    await ask('chat', { ...createBrowser('/odd').address, p256dh: Buffer.alloc(65, 4).toString('base64url') })
    await ask('chat', createBrowser('/old').address)
    await forgetPushes(world.db, clock.now + 29 * 24 * 60 * minute)
    expect(await waiting()).toBe(2)
    await forgetPushes(world.db, clock.now + 31 * 24 * 60 * minute)
    expect(await waiting()).toBe(0)
    await ask('chat', { ...createBrowser('/odd').address, p256dh: Buffer.alloc(65, 4).toString('base64url') })
    await endIncidents()
    await push.deliver()
    expect(taken).toEqual([])
    expect(await waiting()).toBe(0)
  })

  it('never reaches into our own network by the rules of the house', async () => {
    await openIncident('chat')
    const guarded = createPush({
      ...{ db: world.db, now: () => clock.now, subject: 'mailto:desk@example.org' },
      tell: (due) => messageOf(due.serviceId),
    })
    await ask('chat', createBrowser('/inside').address)
    // A name of the open internet's form that leads here.
    const port = new URL(origin).port
    const named = { ...createBrowser('/named').address, endpoint: `http://localhost:${port}/named` }
    await ask('chat', named)
    await endIncidents()
    await guarded.deliver()
    expect(taken).toEqual([])
    const reach = { protocols: ['http:'], isAllowed: isPublicAddress }
    expect(isSafeUrl(origin, reach)).toBe(false)
  })
})

describe('addresses that strangers give us', () => {
  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fd00::1]/',
    'https://[::7f00:1]/',
    'https://[4000::1]/',
    'https://push.example.org:22/',
    'https://10.1.2.3/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://localhost/',
    'https://printer.local/',
    'https://intranet/',
    'https://name:word@push.example.org/',
    'http://push.example.org/',
    'ftp://push.example.org/',
    'nonsense',
  ])('%s is refused', (url) => expect(isSafeUrl(url, openInternet)).toBe(false))

  it('push services are not', () => {
    expect(isSafeUrl('https://fcm.googleapis.com/fcm/send/abc', openInternet)).toBe(true)
    expect(isSafeUrl('https://updates.push.services.mozilla.com/wpush/v2/x', openInternet)).toBe(true)
    expect(isSafeUrl('https://[2a00:1450:4001::200a]:8443/x', openInternet)).toBe(true)
  })
})
