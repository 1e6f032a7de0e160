import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { StateView } from '#core/view.ts'
import type { Listener, News } from '#notify/hub.ts'
import { paceNews } from './stream-pace.ts'

let say: Listener
let isBusy: boolean
let told: string[]

const versions = ({ changed, gone }: News): string =>
  [...changed.map(({ slug, view }) => `${slug}${view.version}`), ...gone.map((slug) => `-${slug}`)].join(' ')
const news = (slug: string, version: number): News => ({
  changed: [{ slug, view: { version } as StateView, updatedAt: version }],
  gone: [],
})
const start = () =>
  paceNews(
    {
      listen(listener) {
        say = listener
        return () => {
          say = () => {}
        }
      },
    },
    { isBusy: () => isBusy, everyMs: 10_000 },
    (one) => told.push(versions(one)),
  )

beforeEach(() => {
  vi.useFakeTimers()
  isBusy = false
  told = []
})
afterEach(() => {
  vi.useRealTimers()
})

it('passes every change on at once while there is little to do', () => {
  start()
  for (const version of [1, 2, 3]) say(news('chat', version))
  expect(told).toEqual(['chat1', 'chat2', 'chat3'])
})

it('under load tells the newest of each service together, every ten seconds, and nothing is left behind', () => {
  start()
  isBusy = true
  say(news('chat', 1))
  for (const version of [2, 3]) say(news('chat', version))
  say(news('bank', 7))
  expect(told).toEqual(['chat1'])
  vi.advanceTimersByTime(9_999)
  expect(told).toEqual(['chat1'])
  vi.advanceTimersByTime(1)
  expect(told).toEqual(['chat1', 'chat3 bank7'])
  vi.advanceTimersByTime(60_000)
  expect(told).toHaveLength(2)
})

it('tells what was held back with the first change after the load is gone', () => {
  start()
  isBusy = true
  for (const version of [1, 2]) say(news('chat', version))
  isBusy = false
  say(news('bank', 1))
  expect(told).toEqual(['chat1', 'chat2 bank1'])
})

it('does not speak of a service that went while its news was held back', () => {
  const pace = start()
  isBusy = true
  for (const version of [1, 2]) say(news('chat', version))
  say({ changed: [], gone: ['chat'] })
  pace.flush()
  expect(told).toEqual(['chat1', '-chat'])
})
