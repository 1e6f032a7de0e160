import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { viewOf } from '../view.fixture.ts'
import { type Feed, openFeed, pauseMs } from './service-feed.ts'

// The feed in a browser that only pretends: streams are told what to bring, and time passes when it is told to.

const second = 1000
const minute = 60 * second
const view = viewOf({})

class FakeStream extends EventTarget {
  static readonly CLOSED = 2
  static all: FakeStream[] = []
  readyState = 1
  constructor(readonly url: string) {
    super()
    FakeStream.all.push(this)
  }
  static get last(): FakeStream {
    return FakeStream.all.at(-1)!
  }
  close(): void {
    this.readyState = FakeStream.CLOSED
  }
  bring(event: 'state' | 'stale' | 'beat', data: unknown = {}): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }))
  }
  /** The connection ended, and the browser tries again; `isRefused`: it does not. */
  fail(isRefused = false): void {
    if (isRefused) this.close()
    this.dispatchEvent(new Event('error'))
  }
}

const page = Object.assign(new EventTarget(), { hidden: false })
const reader = { onState: vi.fn(), onView: vi.fn(), onLiveness: vi.fn() }
const fetch = vi.fn()
const liveness = () => reader.onLiveness.mock.lastCall?.[0]
let feed: Feed

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-17T14:46:20Z') })
  FakeStream.all = []
  page.hidden = false
  fetch.mockReset().mockImplementation(async () => Response.json(view))
  for (const spy of Object.values(reader)) spy.mockReset()
  vi.stubGlobal('EventSource', FakeStream)
  vi.stubGlobal('document', page)
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  vi.stubGlobal('fetch', fetch)
  feed = openFeed('chatgpt', '24h', reader)
})
afterEach(() => {
  feed.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const hide = (hidden: boolean) => {
  page.hidden = hidden
  page.dispatchEvent(new Event('visibilitychange'))
}

describe('while the stream works', () => {
  it('hands on states, fresh and stale, and asks for nothing', async () => {
    expect(FakeStream.last.url).toBe('/api/v1/services/chatgpt/stream')
    FakeStream.last.bring('state', view.state)
    expect(liveness()).toBe('live')
    FakeStream.last.bring('stale', { ...view.state, stale: true })
    expect(liveness()).toBe('delayed')
    expect(reader.onState).toHaveBeenCalledTimes(2)
    await pass(50 * second)
    expect(fetch).not.toHaveBeenCalled()
  })

  it('asks again for the whole while the desk is too busy to give it', async () => {
    FakeStream.last.bring('state', view.state)
    fetch.mockImplementation(async () => new Response(null, { status: 503 }))
    feed.refetchSoon()
    await pass(10 * second)
    expect(fetch.mock.calls.length).toBeGreaterThan(0)
    fetch.mockImplementation(async () => Response.json(view))
    await pass(15 * second)
    expect(reader.onView).toHaveBeenCalledTimes(1)
    const calls = fetch.mock.calls.length
    FakeStream.last.bring('beat')
    await pass(30 * second)
    expect(fetch).toHaveBeenCalledTimes(calls)
  })

  it('is live without news while it beats, and gives up a stream that is silent', async () => {
    FakeStream.last.bring('state', view.state)
    for (let beat = 0; beat < 40; beat++) {
      await pass(15 * second)
      FakeStream.last.bring('beat')
    }
    expect(reader.onLiveness.mock.calls.every(([said]) => said === 'live')).toBe(true)
    expect(FakeStream.all).toHaveLength(1)
    await pass(75 * second)
    expect(FakeStream.all[0]!.readyState).toBe(FakeStream.CLOSED)
    expect(fetch).toHaveBeenCalled()
  })

  it('does not take a beat of old numbers for new ones', () => {
    FakeStream.last.bring('stale', { ...view.state, stale: true })
    FakeStream.last.bring('beat')
    expect(liveness()).toBe('delayed')
  })

  it('lets the browser come back by itself after an end, and asks for the whole once', async () => {
    FakeStream.last.fail()
    FakeStream.last.fail()
    FakeStream.last.bring('state', view.state)
    FakeStream.last.bring('state', view.state)
    await pass(5 * second)
    expect(fetch).toHaveBeenCalledOnce()
    expect(FakeStream.all).toHaveLength(1)
  })
})

describe.each([
  ['is refused', () => FakeStream.last.fail(true)],
  [
    'fails three times without news',
    () => {
      for (let time = 0; time < 3; time++) FakeStream.last.fail()
    },
  ],
])('when the stream %s', (_, fail) => {
  it('asks at once and every 15 seconds, and for the stream again within the minute', async () => {
    fail()
    expect(FakeStream.all[0]!.readyState).toBe(FakeStream.CLOSED)
    await pass(0)
    expect(fetch).toHaveBeenCalledOnce()
    expect(reader.onView).toHaveBeenCalledWith(view)
    await pass(14 * second)
    expect(FakeStream.all).toHaveLength(1)
    await pass(31 * second)
    expect(FakeStream.all).toHaveLength(2)
    const asked = fetch.mock.calls.length
    FakeStream.last.bring('state', view.state)
    await pass(40 * second)
    expect(fetch).toHaveBeenCalledTimes(asked)
  })
})

it('asks for a stream that is refused again and again more and more seldom, and does not stop', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const waits = []
  for (let time = 0; time < 7; time++) {
    const before = Date.now()
    const streams = FakeStream.all.length
    FakeStream.last.fail(true)
    while (FakeStream.all.length === streams) await pass(second)
    waits.push((Date.now() - before) / second)
  }
  expect(waits).toEqual([30, 45, 75, 135, 165, 165, 165])
  vi.mocked(Math.random).mockRestore()
})

it('spreads those who were refused together', () => {
  expect([pauseMs(1, 0), pauseMs(1, 1)]).toEqual([15 * second, 45 * second])
  expect([pauseMs(9, 0), pauseMs(9, 1)]).toEqual([15 * second, 315 * second])
})

it('rests in a tab that has long been hidden, and is back when it is seen', async () => {
  FakeStream.last.bring('state', view.state)
  hide(true)
  for (let beat = 0; beat < 42; beat++) {
    await pass(15 * second)
    FakeStream.last.bring('beat')
  }
  expect(FakeStream.last.readyState).toBe(FakeStream.CLOSED)
  await pass(60 * minute)
  expect(FakeStream.all).toHaveLength(1)
  expect(fetch).not.toHaveBeenCalled()
  hide(false)
  await pass(0)
  expect(FakeStream.all).toHaveLength(2)
  expect(fetch).toHaveBeenCalledOnce()
})

it('says so within ten seconds when the line was dead from the start', async () => {
  fetch.mockRejectedValue(new TypeError('no connection'))
  for (let time = 0; time < 3; time++) {
    FakeStream.last.fail()
    await pass(4 * second)
  }
  expect(liveness()).toBe('offline')
})

it('asks by itself when a stream opens and brings nothing, and says so when nothing answers', async () => {
  await pass(11 * second)
  expect(reader.onView).toHaveBeenCalledOnce()
  expect(liveness()).toBe('live')
  await pass(20 * second)
  expect(fetch).toHaveBeenCalledOnce()

  feed.stop()
  fetch.mockRejectedValue(new TypeError('no answer'))
  feed = openFeed('chatgpt', '24h', reader)
  await pass(21 * second)
  expect(liveness()).toBe('offline')
})

it('says that it is offline when nothing answers', async () => {
  fetch.mockRejectedValue(new TypeError('no network'))
  FakeStream.last.fail(true)
  await pass(20 * second)
  expect(liveness()).toBe('offline')
})

it('says that it is behind when nothing but refusals come for three minutes', async () => {
  fetch.mockImplementation(async () => new Response(null, { status: 503 }))
  FakeStream.last.bring('state', view.state)
  for (let time = 0; time < 30; time++) {
    if (FakeStream.last.readyState !== FakeStream.CLOSED) FakeStream.last.fail(true)
    await pass(10 * second)
  }
  expect(liveness()).toBe('delayed')
})

it('is silent once it is stopped', async () => {
  FakeStream.last.fail(true)
  feed.stop()
  await pass(10 * minute)
  expect(FakeStream.all).toHaveLength(1)
  expect(reader.onView).not.toHaveBeenCalled()
})
