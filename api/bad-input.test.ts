import { gzipSync } from 'node:zlib'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

// Bad input is the sender's fault, said as problem+json: never a 500, never a row, never a line in the log, and
// nothing of it comes back.

const noon = Date.parse('2026-03-17T12:00:00Z')
const echo = 'zq-echo'
let world: SmallWorld
let desk: Desk

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  desk.api.app.setNotFoundHandler(async (request, reply) => desk.api.refuse(request, reply))
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const json = { 'content-type': 'application/json' }
const post = (payload: string | Buffer, headers: Record<string, string> = json): InjectOptions => ({
  method: 'POST',
  url: '/api/v1/services/chat/reports',
  headers,
  payload,
})
const key = (value: string) => post('{}', { ...json, 'idempotency-key': value })
const get = (url: string): InjectOptions => ({ url })
const field = (value: unknown) => post(JSON.stringify({ problem: value }))

const cases: [name: string, statuses: number[], request: InjectOptions][] = [
  ['text that ends in the middle', [400], post('{"problem":"down"')],
  ['a byte order mark of UTF-16', [400], post(Buffer.from('\ufeff{}', 'utf16le'))],
  [
    'bytes that are no UTF-8',
    [400, 422],
    post(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
  ],
  ['nesting of 2,000', [400, 422], post('['.repeat(2000) + ']'.repeat(2000))],
  [
    '500 keys',
    [422],
    post(JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, 1])))),
  ],
  ['constructor.prototype', [400, 422], post('{"constructor":{"prototype":{"polluted":1}}}')],
  ['a number beyond all', [422], post('{"problem":1e400}')],
  ['a kind that is a number', [422], field(1)],
  ['a kind that is null', [422], field(null)],
  ['a kind with a NUL', [422], field('down\u0000')],
  ['a kind that is a lone surrogate', [422], post('{"problem":"\\ud800"}')],
  ['a query for a kind', [422], field({ contains: '' })],
  ['times of the sender', [422], post(JSON.stringify({ createdAt: '1999-01-01' }))],
  ['a device that is markup', [422], post(JSON.stringify({ device: `<script>${echo}</script>` }))],
  ['a token of 400 letters', [422], post(JSON.stringify({ token: 'x'.repeat(400) }))],
  ['a compressed body', [400, 415], post(gzipSync('{}'), { ...json, 'content-encoding': 'gzip' })],
  ['multipart', [415], post('--x', { 'content-type': 'multipart/form-data; boundary=x' })],
  ['no type', [415], post(Buffer.from('{}'), {})],
  ['an empty key', [422], key('')],
  ['a key of 256', [422], key('k'.repeat(256))],
  ['a key beyond ASCII', [422], key('مفتاح-مفتاح')],
  ['GET where reports are posted', [405], get('/api/v1/services/chat/reports')],
  [
    'a method in a header',
    [405],
    { ...get('/api/v1/services/chat/reports'), headers: { 'x-http-method-override': 'POST' } },
  ],
  ['DELETE of a service', [405], { method: 'DELETE', url: '/api/v1/services/chat' }],
  ['a slug that climbs', [404], get('/api/v1/services/..%2f..%2fetc%2fpasswd')],
  ['a slug in capitals', [404], get('/api/v1/services/CHAT')],
  ['a slug with a dot', [404], get('/api/v1/services/chat.')],
  ['a slug with a NUL', [400, 404], get('/api/v1/services/%00')],
  ['a slug that is no text', [400, 404], get('/api/v1/services/%zz')],
  ['a slug of 300', [400, 404, 414], get(`/api/v1/services/${'a'.repeat(300)}`)],
  ['a range of ours no more', [422], get('/api/v1/services/chat?range=9y')],
  ['a range that is two', [422], get('/api/v1/services/chat?range=1h&range=7d')],
  ['a limit of 0', [422], get('/api/v1/services?q=chat&limit=0')],
  ['a limit of a billion', [422], get('/api/v1/services?q=chat&limit=1e9')],
  ['a limit in Arabic digits', [422], get('/api/v1/services?q=chat&limit=٣')],
  ['a limit that is two', [422], get('/api/v1/services?q=chat&limit=1&limit=2')],
  ['a search of 101 letters', [422], get(`/api/v1/services?q=${'x'.repeat(101)}`)],
  ['a search for nothing', [422], get('/api/v1/services?q=%20%20')],
  ['a month 13', [422], get('/api/v1/incidents?month=2026-13')],
  ['a month of year 0', [422], get('/api/v1/incidents?month=0000-01')],
  ['an incident that is SQL', [404], get(`/api/v1/incidents/2026-03-17-chat-'%20OR%201=1--${echo}`)],
  ['an incident with a NUL', [404], get('/api/v1/incidents/2026-03-17-chat%00-abcd')],
  ['a receipt of another shape', [404], { method: 'DELETE', url: `/api/v1/reports/${echo}` }],
  ['an address of the API that is none', [404], get(`/api/v1/${echo}`)],
]

const stored = async () =>
  (await world.db.query<{ n: number }>('SELECT count(*)::int AS n FROM report'))[0]!.n

describe('bad input', () => {
  it.each(cases)('%s is answered %j', async (_name, statuses, request) => {
    const answer = await desk.api.app.inject(request)
    expect(statuses).toContain(answer.statusCode)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    const problem = answer.json()
    expect(problem).toMatchObject({
      status: answer.statusCode,
      type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
      title: expect.stringMatching(/\S/),
      instance: expect.stringMatching(/^urn:request:[0-9a-f-]{36}$/),
    })
    expect(answer.body).not.toContain(echo)
    expect(answer.body).not.toMatch(/\/work\/|node_modules|SELECT|at \w+ \(/)
    expect(await stored()).toBe(0)
    expect(desk.logged).toEqual([])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('odd but harmless input', () => {
  it.each([
    ['a language header of 4 kB', { 'accept-language': 'x,'.repeat(2000) }],
    ['a language without a weight', { 'accept-language': '*;q=NaN' }],
    ['an Accept for pictures', { accept: 'image/png' }],
    ['a range of bytes', { range: 'bytes=0-' }],
  ])('%s is answered as ever', async (_name, headers) => {
    const answer = await desk.api.app.inject({ url: '/api/v1/services/chat/state', headers })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.json()).toMatchObject({ service: 'chat' })
  })
})
