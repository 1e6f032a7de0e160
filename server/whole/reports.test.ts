import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase } from '#store/postgres/test-database.ts'
import { createRig, type Rig } from './rig.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let rig: Rig
let drop: () => Promise<void>

beforeAll(async () => {
  const database = await openTestDatabase()
  drop = database.drop
  rig = await createRig(database.db, noon)
})
afterAll(async () => {
  await rig.close()
  await drop()
})

let people = 0
/** Each call is another person in another network, unless an address is given. */
const post = (slug: string, body: unknown, headers: Record<string, string> = {}) => {
  people++
  return rig.api.app.inject({
    method: 'POST',
    url: `/api/v1/services/${slug}/reports`,
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': `10.${people >> 8}.${people & 255}.7`,
      ...headers,
    },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })
}
const rows = async (slug: string) =>
  (
    await rig.db.query<{ n: number }>('SELECT count(*)::int AS n FROM report WHERE service_id = $1', [
      rig.directory.bySlug(slug)!.id,
    ])
  )[0]!.n

describe('a report by JSON', () => {
  it('is answered 201 after it is in the store', async () => {
    const answer = await post('chatgpt', { problem: 'login' })
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ status: 'received', reports15m: 1 })
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(await rows('chatgpt')).toBe(1)
  })

  it('is thanked but not counted again from the same person', async () => {
    const from = { 'x-forwarded-for': '10.99.0.1' }
    await post('whatsapp', {}, from)
    const again = await post('whatsapp', { problem: 'send' }, from)
    expect(again.statusCode).toBe(200)
    expect(again.json()).toMatchObject({
      status: 'already_received',
      countedAt: new Date(noon).toISOString(),
    })
  })

  it('counts once under one Idempotency-Key and repeats the first answer', async () => {
    const headers = { 'idempotency-key': 'key-0000-1111', 'x-forwarded-for': '10.99.1.1' }
    const [first, second] = [
      await post('x', { problem: 'down' }, headers),
      await post('x', { problem: 'down' }, headers),
    ]
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect(second.statusCode).toBe(201)
    expect(second.json()).toEqual(first.json())
    const other = await post('x', { problem: 'login' }, headers)
    expect(other.statusCode).toBe(422)
    expect(other.json().type).toBe('/problems/key-reused')
    expect(await rows('x')).toBe(1)
  })

  it('keeps each sender’s keys apart: nobody gets the receipt of another', async () => {
    const key = { 'idempotency-key': 'key-of-many' }
    const [one, other] = [await post('tiktok', {}, key), await post('tiktok', {}, key)]
    expect([one.statusCode, other.statusCode]).toEqual([201, 201])
    expect(other.json().id).not.toBe(one.json().id)
    const device = { device: 'a-device-key-0001' }
    const home = await post('youtube', device, key)
    const onTheRoad = await post('youtube', device, key)
    expect(onTheRoad.json().id).toBe(home.json().id)
  })

  it('can be taken back once; a replay of its key is then gone', async () => {
    const headers = { 'idempotency-key': 'key-undo-0001', 'x-forwarded-for': '10.99.1.2' }
    const { receipt } = (await post('instagram', {}, headers)).json()
    const undo = () => rig.api.app.inject({ method: 'DELETE', url: `/api/v1/reports/${receipt}` })
    expect((await undo()).statusCode).toBe(204)
    expect((await undo()).statusCode).toBe(404)
    expect((await post('instagram', {}, headers)).statusCode).toBe(410)
    expect(await rows('instagram')).toBe(0)
  })

  it('cannot be taken back with a forged or an old receipt', async () => {
    const { receipt } = (await post('facebook', {})).json()
    const forged = `${receipt.slice(0, 60)}AAAAAAAA`
    const undo = (handle: string) =>
      rig.api.app.inject({ method: 'DELETE', url: `/api/v1/reports/${handle}` })
    expect((await undo(forged)).statusCode).toBe(404)
    rig.clock.now += 31 * 60_000
    expect((await undo(receipt)).statusCode).toBe(410)
    rig.clock.now -= 31 * 60_000
  })
})

describe('bad input', () => {
  const cases: [name: string, status: number, body: unknown, headers?: Record<string, string>][] = [
    ['not JSON', 400, '{"problem":'],
    ['empty', 400, ''],
    ['trailing garbage', 400, '{} x'],
    ['null', 422, 'null'],
    ['a list', 422, '[]'],
    ['an unknown kind', 422, { problem: 'gremlins' }],
    ['a kind that is an object', 422, { problem: { not: '' } }],
    ['a field of ours', 422, { weight: 1000 }],
    ['prototype pollution', 400, '{"__proto__":{"polluted":1}}'],
    ['too large', 413, { device: 'x'.repeat(9000) }],
    ['text/plain', 415, '{}', { 'content-type': 'text/plain' }],
    ['a form', 415, 'problem=login', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['another origin', 403, {}, { origin: 'https://evil.example' }],
    ['a cross-site fetch', 403, {}, { 'sec-fetch-site': 'cross-site' }],
    ['a bad key', 422, {}, { 'idempotency-key': 'short' }],
  ]
  it.each(cases)(
    '%s is answered %i with problem+json and stores nothing',
    async (_name, status, body, headers) => {
      const before = await rows('tiktok')
      const answer = await post('tiktok', body, headers)
      expect(answer.statusCode).toBe(status)
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(answer.json()).toMatchObject({
        status,
        type: expect.stringMatching(/^\/problems\//),
      })
      expect(await rows('tiktok')).toBe(before)
      expect(({} as { polluted?: number }).polluted).toBeUndefined()
    },
  )

  it('says an unknown service in the language of the reader', async () => {
    const answer = await post('no-such-service', {}, { 'accept-language': 'ar-EG,ar;q=0.9,en;q=0.5' })
    expect(answer.statusCode).toBe(404)
    expect(answer.json().title).toBe('لا نتابع هذه الخدمة بعد.')
  })

  it('says which methods an address takes', async () => {
    const answer = await rig.api.app.inject({ method: 'PUT', url: '/api/v1/services/x/reports' })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers.allow).toBe('POST')
  })
})

describe('what a report is worth', () => {
  const classes = async (slug: string) =>
    (
      await rig.db.query<{ class: number }>('SELECT class FROM report WHERE service_id = $1 ORDER BY class', [
        rig.directory.bySlug(slug)!.id,
      ])
    ).map((row) => row.class)

  it('counts fully from our page, even when the tap comes at once, and is capped without its token', async () => {
    const from = { 'x-forwarded-for': '10.98.0.1' }
    const { token } = (
      await rig.api.app.inject({ url: '/api/v1/services/zoom/report-token', headers: from })
    ).json<{ token: string }>()
    await post('zoom', { token }, from)
    await post('zoom', {})
    // Somebody else's token is no token.
    await post('zoom', { token })
    expect(await classes('zoom')).toEqual([0, 1, 1])
  })
})

describe('a report by the plain form', () => {
  const form = (slug: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
    people++
    return rig.api.app.inject({
      method: 'POST',
      url: `/ar/status/${slug}/report`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-for': `10.77.${people & 255}.7`,
        ...headers,
      },
      payload: new URLSearchParams(fields).toString(),
    })
  }

  it('goes back to the page with a receipt, which takes it back', async () => {
    const token = rig.tokens.issueForm('snapchat', noon)
    const answer = await form('snapchat', { token, problem: '' })
    expect(answer.statusCode).toBe(303)
    const receipt = new URL(String(answer.headers.location), 'http://desk').searchParams.get('r')!
    expect(await rows('snapchat')).toBe(1)
    const undo = await rig.api.app.inject({
      method: 'POST',
      url: '/ar/status/snapchat/report/undo',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ receipt }).toString(),
    })
    expect(undo.headers.location).toContain('said=undone')
    expect(await rows('snapchat')).toBe(0)
  })

  it('does not count without a token of ours, and says so kindly', async () => {
    const answer = await form('snapchat', { token: 'made up', problem: 'login' })
    expect(answer.headers.location).toContain('said=invalid')
    expect(await rows('snapchat')).toBe(0)
  })

  it('is thanked the second time', async () => {
    const from = { 'x-forwarded-for': '10.78.0.1' }
    const token = rig.tokens.issueForm('telegram', noon)
    await form('telegram', { token }, from)
    const answer = await form('telegram', { token }, from)
    expect(answer.headers.location).toContain('said=duplicate')
  })
})
