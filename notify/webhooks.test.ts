import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exactVerdict } from '#core/detect/verdict.fixture.ts'
import type { Status } from '#core/status.ts'
import { type OpenIncident, recordTransition } from '#store/incident/incidents.ts'
import { recordOfficialUpdate } from '#store/incident/official.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { forgetDeliveries, listDeliveries, resendDelivery, type Untold } from '#store/webhook/deliveries.ts'
import {
  addEndpoint,
  readEndpoint,
  removeEndpoint,
  renewSecret,
  startEndpoint,
} from '#store/webhook/endpoints.ts'
import { openInternet } from './safe-address.ts'
import { createWebhooks, type Webhooks } from './webhooks.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const clock = { now: noon }
let world: SmallWorld
let webhooks: Webhooks
let receiver: http.Server
let origin: string
let taken: { path: string; headers: Record<string, string>; body: string }[] = []
/** By path: what is answered; 'never' keeps its sender waiting. */
let answers: Record<string, number | 'never'> = {}

const iso = (at: number) => new Date(at).toISOString()
const tellWord = ({ hours, ...word }: NonNullable<Untold['official']>) => ({
  ...{ ...word, postedAt: iso(word.postedAt) },
  ...(hours && { hours: { from: iso(hours.from), until: iso(hours.until) } }),
})

beforeAll(async () => {
  world = await openSmallWorld(noon)
  receiver = http.createServer(async (request, response) => {
    const path = request.url ?? ''
    const body = Buffer.concat(await request.toArray()).toString()
    taken.push({ path, headers: request.headers as Record<string, string>, body })
    const answer = answers[path] ?? 204
    if (answer === 'never') return
    response.writeHead(answer, answer === 503 ? { 'retry-after': '7200' } : {}).end()
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
  webhooks = createWebhooks({
    db: world.db,
    now: () => clock.now,
    tell: ({ serviceId, change, incident, official }) => ({
      service: { slug: world.directory.byId(serviceId)!.slug, name: { en: 'x', ar: 'x' } },
      incident: incident && { ...incident, id: incident.publicId, startedAt: '', endedAt: null, url: '' },
      ...(change && { change: { from: change.from, to: change.to, at: '' } }),
      ...(official && { official: tellWord(official) }),
    }),
    reach: { protocols: ['http:'], isAllowed: (address) => address === '127.0.0.1' },
    chance: () => 0,
  })
})
afterAll(async () => {
  receiver.closeAllConnections()
  receiver.close()
  await world.drop()
})
beforeEach(async () => {
  taken = []
  answers = {}
  clock.now = noon
  await world.db.query('TRUNCATE webhook_endpoint, incident, official_update CASCADE')
})

const hook = (path: string, services: string[] = []) =>
  addEndpoint(world.db, { url: origin + path, services }, noon - hour)

async function change(slug: string, open: OpenIncident | null, to: Status, at: number) {
  const after = await recordTransition(world.db, {
    service: world.directory.bySlug(slug)!,
    open,
    change: { from: open?.status ?? 'none', to, at, onsetAt: at, endedAt: to === 'none' ? at : null },
    verdict: { ...exactVerdict, at, status: to, reporters15m: 50 },
    provenance: 'live',
    epoch: 1,
    now: at,
  })
  return after === 'lost' ? null : after
}

const told = (path: string) =>
  taken.filter((one) => one.path === path).map(({ body }) => (JSON.parse(body) as { type: string }).type)

describe('a webhook', () => {
  it('hears of an incident from its beginning to its end, and of the operator’s words, each once', async () => {
    await hook('/all')
    await hook('/bank', ['bank'])
    const open = await change('chat', null, 'possible', noon)
    await webhooks.deliver()
    await webhooks.deliver()
    const worse = await change('chat', open, 'major', noon + minute)
    const word = { stage: 'identified' as const, body: 'Found.', lang: 'en', url: null }
    await recordOfficialUpdate(
      world.db,
      { ...word, serviceId: world.idOf('chat'), postedAt: noon + minute },
      noon,
    )
    await change('chat', worse, 'none', noon + 2 * minute)
    clock.now = noon + 3 * minute
    await webhooks.deliver()
    expect(told('/all').sort()).toEqual([
      'incident.opened',
      'incident.resolved',
      'incident.updated',
      'official.updated',
    ])
    expect(told('/bank')).toEqual([])
    const first = JSON.parse(taken[0]!.body)
    expect(first).toMatchObject({
      timestamp: '2026-03-17T12:00:00.000Z',
      data: { service: { slug: 'chat' }, change: { from: 'none', to: 'possible' } },
    })
    const official = taken.map(({ body }) => JSON.parse(body)).find(({ type }) => type === 'official.updated')
    expect(official.data.incident.id).toBe(first.data.incident.id)
  })

  it('hears of planned maintenance with its hours', async () => {
    await hook('/planned')
    const hours = { from: noon + 20 * hour, until: noon + 22 * hour }
    const word = { body: 'Tonight.', lang: 'en', url: null, postedAt: noon, hours }
    await recordOfficialUpdate(
      world.db,
      { ...word, serviceId: world.idOf('chat'), stage: 'maintenance' },
      noon,
    )
    await webhooks.deliver()
    expect(JSON.parse(taken[0]!.body).data).toMatchObject({
      incident: null,
      official: { hours: { from: '2026-03-18T08:00:00.000Z', until: '2026-03-18T10:00:00.000Z' } },
    })
  })

  it('hears of a word that was put down since it was added, whenever that was posted', async () => {
    const word = { serviceId: world.idOf('chat'), stage: 'identified' as const, lang: 'en', url: null }
    const put = (body: string, posted: number, at: number) =>
      recordOfficialUpdate(world.db, { ...word, body, postedAt: posted }, at)
    await put('Before.', noon - 3 * hour, noon - 2 * hour)
    await hook('/late')
    await put('After.', noon - 4 * hour, noon - hour + 1)
    await webhooks.deliver()
    expect(taken.map(({ body }) => JSON.parse(body).data.official.body)).toEqual(['After.'])
  })

  it('is signed so that a receiver’s library believes it, and nothing else', async () => {
    const { secret, id } = await hook('/signed')
    await change('chat', null, 'major', Date.now())
    clock.now = Date.now()
    await webhooks.deliver()
    const [{ headers, body }] = taken as [(typeof taken)[0]]
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'incident.opened' })
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow()
    // For a day both secrets are good, then the new one alone; of two that were made at once, the second.
    await renewSecret(world.db, id, clock.now)
    const fresh = (await renewSecret(world.db, id, clock.now))!
    const [delivery] = await listDeliveries(world.db, id, 1)
    await resendDelivery(world.db, id, delivery!.id, clock.now)
    await webhooks.deliver()
    const again = taken[1]!
    for (const one of [secret, fresh]) expect(new Webhook(one).verify(again.body, again.headers)).toBeTruthy()
    expect(again.headers['webhook-id']).toBe(headers['webhook-id'])
    await world.db.query('UPDATE webhook_endpoint SET old_until = $1', [new Date(clock.now - 1_000)])
    await resendDelivery(world.db, id, delivery!.id, clock.now)
    await webhooks.deliver()
    expect(() => new Webhook(secret).verify(taken[2]!.body, taken[2]!.headers)).toThrow()
  })

  it('that fails is tried again with growing pauses, the same under the same id, and given up after three days', async () => {
    const { id } = await hook('/broken')
    answers['/broken'] = 500
    await change('chat', null, 'possible', noon)
    const at: number[] = []
    for (let after = 0; after < 4 * day; after += minute / 2) {
      clock.now = noon + after
      const [line] = await listDeliveries(world.db, id, 1)
      if (line && (line.nextTryAt === null || line.nextTryAt > clock.now)) {
        if (line.nextTryAt === null) break
        after += Math.max(0, line.nextTryAt - clock.now - minute / 2)
        continue
      }
      at.push(Math.round((clock.now - noon) / minute))
      await webhooks.deliver()
    }
    expect(taken).toHaveLength(10)
    expect(new Set(taken.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(taken.map(({ body }) => body)).size).toBe(1)
    const [line] = await listDeliveries(world.db, id, 1)
    expect(line).toMatchObject({ attempts: 10, answer: 500, arrivedAt: null, nextTryAt: null })
    expect(at.at(-1)! / 60).toBeGreaterThan(72)
  })

  it('is left alone for as long as it asks', async () => {
    const { id } = await hook('/busy')
    answers['/busy'] = 503
    await change('chat', null, 'possible', noon)
    await webhooks.deliver()
    const [line] = await listDeliveries(world.db, id, 1)
    expect(line!.nextTryAt).toBe(noon + 2 * hour)
  })

  it('that is gone (410), or at which nothing arrives for five days, is stopped until somebody starts it again', async () => {
    const { id } = await hook('/gone')
    answers['/gone'] = 410
    const open = await change('chat', null, 'possible', noon)
    await webhooks.deliver()
    expect(await readEndpoint(world.db, id)).toMatchObject({ stoppedFor: 'gone' })
    const worse = await change('chat', open, 'major', noon + minute)
    clock.now = noon + minute
    await webhooks.deliver()
    expect(taken).toHaveLength(1)
    answers['/gone'] = 204
    clock.now = noon + 2 * minute
    await startEndpoint(world.db, id, clock.now)
    await change('chat', worse, 'none', noon + 3 * minute)
    clock.now = noon + 3 * minute
    await webhooks.deliver()
    // What it missed is not told by itself, nor what had not arrived before.
    expect(told('/gone')).toEqual(['incident.opened', 'incident.resolved'])
    answers['/gone'] = 500
    await world.db.query('UPDATE webhook_endpoint SET failing_since = $1', [new Date(clock.now - 5 * day)])
    const [last] = await listDeliveries(world.db, id, 1)
    await resendDelivery(world.db, id, last!.id, clock.now)
    // Of quiet days nothing is known: what is told after them has more than one try.
    for (const reason of [null, null, 'failing']) {
      await webhooks.deliver()
      expect(await readEndpoint(world.db, id)).toMatchObject({ stoppedFor: reason })
      clock.now += hour
    }
  })

  it('never leads into our own network, and follows no redirect', async () => {
    const careful = createWebhooks({
      db: world.db,
      now: () => clock.now,
      tell: () => ({ service: null, incident: null }),
      reach: openInternet,
    })
    const inside = await addEndpoint(world.db, { url: `${origin}/inside`, services: [] }, noon - hour)
    await change('chat', null, 'possible', noon)
    await careful.deliver()
    expect(taken).toEqual([])
    expect((await listDeliveries(world.db, inside.id, 1))[0]).toMatchObject({ answer: 0, attempts: 1 })
    await removeEndpoint(world.db, inside.id)
    const { id } = await hook('/moved')
    answers['/moved'] = 302
    await webhooks.deliver()
    expect((await listDeliveries(world.db, id, 1))[0]).toMatchObject({ answer: 302, arrivedAt: null })
  })

  it('that keeps its sender waiting keeps nobody else waiting', async () => {
    await hook('/slow')
    await hook('/quick')
    answers['/slow'] = 'never'
    const open = await change('chat', null, 'possible', noon)
    await change('chat', open, 'major', noon + 1)
    clock.now = noon + 2
    const delivering = webhooks.deliver()
    await expect.poll(() => told('/quick').length).toBe(2)
    expect(told('/slow')).toHaveLength(1)
    // What happens while it still hangs.
    await change('bank', null, 'possible', noon + 3)
    clock.now = noon + 4
    const again = webhooks.deliver()
    await expect.poll(() => told('/quick').length).toBe(3)
    expect(told('/slow')).toHaveLength(1)
    answers = {}
    receiver.closeAllConnections()
    await Promise.all([delivering, again])
  })

  it('whose address begins in capitals is sent to like any other', async () => {
    await addEndpoint(world.db, { url: `${origin.toUpperCase()}/capitals`, services: [] }, noon - hour)
    await change('chat', null, 'possible', noon)
    await webhooks.deliver()
    expect(told('/capitals')).toEqual(['incident.opened'])
  })

  it('leaves no trace of what was told a month ago', async () => {
    const { id } = await hook('/old')
    await change('chat', null, 'possible', noon)
    await webhooks.deliver()
    await forgetDeliveries(world.db, noon + 31 * day)
    expect(await listDeliveries(world.db, id, 5)).toEqual([])
  })
})
