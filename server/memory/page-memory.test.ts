import { expect, it } from 'vitest'
import type { PageAnswer, Pages } from '../pages/pages.ts'
import { createMemory } from './memory.ts'
import { rememberPages } from './page-memory.ts'

const at = Date.parse('2026-03-17T12:00:00Z')
const site = 'https://desk.example'

function setUp() {
  const clock = { now: at, away: false, asked: 0, answer: (): Promise<PageAnswer> => page('<p>now</p>') }
  const memory = createMemory<string>(200)
  const pages = rememberPages(
    {
      ready: true,
      pipe: () => {},
      upgrade: () => {},
      stop: async () => {},
      fetch() {
        clock.asked++
        return clock.answer()
      },
    } satisfies Pages,
    { memory, now: () => clock.now, isAway: () => clock.away, isFollowed: (slug) => slug !== 'hidden' },
  )
  const fetch = async (path: string) => (await pages.fetch(path, site)).body.toString()
  /** Keeping goes on behind the answer. */
  const settle = () => new Promise((resolve) => setTimeout(resolve, 50))
  return { clock, memory, fetch, settle }
}
const page = async (text: string, status = 200): Promise<PageAnswer> => ({
  status,
  headers: {},
  body: Buffer.from(`<html><body class="x">${text}</body></html>`),
})

it('gives the page as it was, with its time, and does not ask for it while the store is away', async () => {
  const { clock, fetch, settle } = setUp()
  await fetch('/en')
  await fetch('/ar/status/x?range=7d')
  await settle()
  clock.away = true
  clock.now += 26 * 60_000
  expect(await fetch('/en')).toMatch(
    /<body class="x"><output data-stale="2026-03-17T12:00:00.000Z"[^>]*>No fresh/,
  )
  expect(await fetch('/en')).toContain('>12:00 (UTC)</time>')
  expect(await fetch('/ar/status/x?range=7d')).toContain('15:00')
  expect(clock.asked).toBe(2)
  await expect(fetch('/en/categories')).rejects.toThrow()
  clock.away = false
  expect(await fetch('/en')).toBe('<html><body class="x"><p>now</p></body></html>')
})

it('helps when the page process fails, too, for a day', async () => {
  const { clock, fetch, settle } = setUp()
  await fetch('/en')
  await settle()
  clock.answer = () => page('error', 500)
  expect(await fetch('/en')).toContain('<p>now</p>')
  clock.now += 25 * 3_600_000
  await expect(fetch('/en')).rejects.toThrow('500')
})

it('forgets what is there no more, and what is followed no more', async () => {
  const { clock, fetch, settle } = setUp()
  await fetch('/en/status/x')
  await fetch('/en/status/hidden')
  await settle()
  clock.away = true
  expect(await fetch('/en/status/x')).toContain('<p>now</p>')
  await expect(fetch('/en/status/hidden')).rejects.toThrow('away')
  clock.away = false
  clock.answer = () => page('<meta name="desk-status" content="404">')
  await fetch('/en/status/x')
  clock.away = true
  await expect(fetch('/en/status/x')).rejects.toThrow('away')
})

it('keeps nothing that is for one person, made up, or not there', async () => {
  const { clock, memory, fetch, settle } = setUp()
  for (const path of ['/en/status/x?r=receipt', '/en/status/x?said=busy', '/en/search?q=x', '/en?made=up']) {
    await fetch(path)
  }
  clock.answer = () => page('<meta name="desk-status" content="404">')
  await fetch('/en/status/nowhere')
  await settle()
  expect(memory.all()).toEqual([])
})
