import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { removeReport } from './details-sender.ts'
import { retrySeconds, sendReport } from './report-sender.ts'

const answer = { id: '1', status: 'received', receipt: 'r', reports15m: 5, countedAt: '2026-03-17T14:41:00Z' }
const report = { slug: 'chatgpt', problem: 'login', key: 'key-key-key', token: 'tok' } as const

const reply = (status: number, body: unknown = {}, headers: Record<string, string> = {}) => {
  const fetch = vi.fn(
    async () => new Response(status === 204 ? null : JSON.stringify(body), { status, headers }),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}

beforeEach(() => vi.stubGlobal('document', { documentElement: { lang: 'ar' } }))
afterEach(() => vi.unstubAllGlobals())

describe('sending a report', () => {
  it('names the kind, the token and the key, and nothing else', async () => {
    const fetch = reply(201, answer)
    expect(await sendReport(report)).toEqual({ kind: 'counted', answer })
    const [path, init] = fetch.mock.calls[0] as unknown as [string, RequestInit]
    expect(path).toBe('/api/v1/services/chatgpt/reports')
    expect(init.headers).toMatchObject({ 'idempotency-key': 'key-key-key', 'accept-language': 'ar' })
    expect(JSON.parse(String(init.body))).toEqual({ problem: 'login', token: 'tok' })
  })

  it('tells a repeat from a new report', async () => {
    reply(200, { ...answer, status: 'already_received' })
    expect((await sendReport(report)).kind).toBe('duplicate')
  })

  it('will try again when the desk cannot take it now, or cannot be reached', async () => {
    reply(503, {}, { 'retry-after': '7' })
    expect(await sendReport(report)).toEqual({ kind: 'unreached', waitSeconds: 7 })
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('offline')))
    expect(await sendReport(report)).toEqual({ kind: 'unreached', waitSeconds: null })
  })

  it('gives the reason of a refusal', async () => {
    reply(429)
    expect(await sendReport(report)).toEqual({ kind: 'busy' })
    reply(403, { title: 'This token was used before.' })
    expect(await sendReport(report)).toEqual({ kind: 'refused', title: 'This token was used before.' })
  })

  it('takes a report back', async () => {
    reply(204)
    expect(await removeReport('r')).toBe('removed')
    reply(404)
    expect(await removeReport('r')).toBe('gone')
  })

  it('waits longer each time, never over half a minute, and not all at once', () => {
    expect(retrySeconds(1, null, 0.5)).toBe(2)
    expect(retrySeconds(2, null, 0.5)).toBe(4)
    expect(retrySeconds(1, 120, 0.5)).toBe(30)
    expect(retrySeconds(1, null, 0)).not.toBe(retrySeconds(1, null, 1))
  })
})
