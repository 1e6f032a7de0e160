import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type Browser, expect, type Response } from '@playwright/test'

// What a page weighs and whether it moves, for somebody who comes the first time and touches nothing.

export type Language = 'en' | 'ar'

/** Bytes; text by gzip. `requests` counts files: what the live page asks of the API is none. */
const kinds = { document: 'html', stylesheet: 'css', script: 'script', font: 'font', image: 'image' } as const
type Kind = (typeof kinds)[keyof typeof kinds] | 'requests'

interface Limit {
  /** What the design asks for; null where it names no figure. */
  design: number | null
  /** What we hold. */
  ours: number
}

export const { pages, explorer } = JSON.parse(
  readFileSync(new URL('budgets.json', import.meta.url), 'utf8'),
) as {
  pages: Record<string, Partial<Record<Kind, Limit | Record<Language, Limit>>>>
  explorer: Limit
}

export interface Visit {
  weight: Record<Kind, number>
  /** Files by their path. */
  fonts: string[]
  preloaded: string[]
  hasRecharts: boolean
  /** Files that hold up the first picture, the page itself among them. */
  blocking: number
  /** Scripts asked for before the page had come whole: they would take turns with what it is drawn with. */
  early: string[]
  /** Every shift of the layout, and what moved. */
  shifts: string[]
}

export const gzipped = (body: Buffer): number => gzipSync(body, { level: 9 }).length
export const isRecharts = (body: Buffer): boolean => body.includes('recharts')

/** Notes every shift of the layout, from the first picture on. */
export function watchShifts(): void {
  const shifts: string[] = []
  Object.assign(window, { shifts })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as { value: number; sources: { node?: Node }[] }[]) {
      const names = entry.sources.map(({ node }) =>
        node instanceof Element ? node.outerHTML.slice(0, 60) : (node?.textContent ?? '?'),
      )
      shifts.push(`${entry.value.toFixed(5)} ${names.join(', ')}`)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Far from the zones of both languages, so that every time on the page is told anew. */
export const timezoneId = 'America/New_York'

/** What a page asks for unasked within so long after it was loaded is of its weight. */
const unaskedMs = 1500

/** One visit with nothing in the cache. `slowly`: fonts and scripts come long after the page. */
export async function visit(
  browser: Browser,
  address: string,
  { width, slowly = false }: { width: number; slowly?: boolean },
): Promise<Visit> {
  const context = await browser.newContext({ timezoneId, viewport: { width, height: 844 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(watchShifts)
    if (slowly) {
      await page.route(/\.(woff2|js)$/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 1500))
        await route.continue()
      })
    }
    const responses: Response[] = []
    page.on('response', (response) => responses.push(response))
    await page.goto(address, { waitUntil: 'load' })
    // Time for React to wake up, tell the times, and whatever else it may do unasked.
    await page.waitForTimeout(unaskedMs)
    const [shifts, preloaded, blocking, early, late] = await page.evaluate((ms) => {
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
      const files = performance.getEntriesByType('resource') as (PerformanceResourceTiming & {
        renderBlockingStatus?: string
      })[]
      return [
        (window as unknown as { shifts: string[] }).shifts,
        [...document.querySelectorAll<HTMLLinkElement>('link[rel=preload][as=font]')].map(
          (link) => link.getAttribute('href')!,
        ),
        1 + files.filter((file) => file.renderBlockingStatus === 'blocking').length,
        files
          .filter(
            ({ name, startTime }) =>
              name.endsWith('.js') && startTime < navigation!.domContentLoadedEventStart,
          )
          .map(({ name }) => name),
        files.filter((file) => file.startTime > navigation!.loadEventEnd + ms).map(({ name }) => name),
      ] as const
    }, unaskedMs)
    // Seconds later comes what nobody misses at first; a slow machine may still be looking.
    const atOnce = responses.filter((response) => !late.includes(response.url()))
    return { ...(await weigh(atOnce)), shifts, preloaded, blocking, early }
  } finally {
    await context.close()
  }
}

async function weigh(responses: Response[]): Promise<Pick<Visit, 'weight' | 'fonts' | 'hasRecharts'>> {
  const weight: Visit['weight'] = { html: 0, css: 0, script: 0, font: 0, image: 0, requests: 0 }
  const fonts: string[] = []
  let hasRecharts = false
  for (const response of responses) {
    const kind = kinds[response.request().resourceType() as keyof typeof kinds]
    if (!kind || response.status() !== 200) continue
    const body = await response.body()
    // A font is packed by itself.
    weight[kind] += kind === 'font' || kind === 'image' ? body.length : gzipped(body)
    weight.requests++
    if (kind === 'font') fonts.push(new URL(response.url()).pathname)
    if (kind === 'script') hasRecharts ||= isRecharts(body)
  }
  return { weight, fonts, hasRecharts }
}

/** The visit kept the budget of its page; soft, so that one run tells of everything that is over. */
export function expectBudget(name: string, language: Language, { weight, ...seen }: Visit): void {
  const where = `${name} (${language})`
  for (const [kind, limits] of Object.entries(pages[name]!)) {
    const { ours } = 'ours' in limits ? limits : limits[language]
    expect.soft(weight[kind as Kind], `${where}: ${kind}`).toBeLessThanOrEqual(ours)
  }
  expect.soft(seen.hasRecharts, `${where}: Recharts comes unasked`).toBe(false)
  expect.soft(seen.early, `${where}: scripts before the page has been seen`).toEqual([])
  expect
    .soft(seen.fonts.toSorted(), `${where}: fonts, and those preloaded`)
    .toEqual(seen.preloaded.toSorted())
  // The page, the site's style sheet, and the page's own where it has one.
  expect
    .soft(seen.blocking, `${where}: files before the first picture`)
    .toBeLessThanOrEqual(name === 'home' || name === 'service' ? 2 : 3)
}

/** Nothing moves: no time told anew in another zone pushes its neighbours, and no font that comes late. */
export function expectStill(name: string, where: string, { shifts }: Visit): void {
  expect.soft(shifts, `${name} (${where}) moves`).toEqual([])
}
