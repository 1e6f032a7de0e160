import { type Browser, chromium } from 'playwright'
import { findChromium } from './browser.ts'
import { median } from './median.ts'
import { openStage } from './open-stage.ts'

// How soon a slow phone can tap: what the pages' script keeps it from doing after the first picture. Reported, not
// asserted: it is of one machine on one day, and of a quiet one only. `npm run slow-phone`; what was found stands in
// docs/performance-pages.md.

const rounds = 9
const pages = ['/en', '/en/status/whatsapp', '/ar/status/whatsapp']

/** Slow 4G as Lighthouse has it: ms, and bytes a second. */
const line = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 }
const cpuSlowdown = 4
/** All that a page does unasked is done by then. */
const settledMs = 2_600
/** What a task may take before somebody notices, ms (the definition of a long task). */
const unnoticedMs = 50

interface Start {
  blockedMs: number
  firstPictureMs: number
  lastTaskMs: number
}

/** Notes long tasks and the first picture, from the very start. */
function watchStart(): void {
  const seen = { tasks: [] as { at: number; ms: number }[], picture: 0 }
  Object.assign(window, { seen })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ at: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName('first-contentful-paint')) seen.picture = entry.startTime
  }).observe({ type: 'paint', buffered: true })
}

/** A first visit, with a browser that has compiled nothing yet. */
async function visit(browser: Browser, address: string): Promise<Start> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, isMobile: true })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown })
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', line)
  await page.addInitScript(watchStart)
  await page.goto(address)
  await page.waitForTimeout(settledMs)
  const { tasks, picture } = await page.evaluate(
    () => (window as unknown as { seen: { tasks: { at: number; ms: number }[]; picture: number } }).seen,
  )
  const ends = tasks.map(({ at, ms }) => at + ms)
  const blocked = tasks.map(({ at, ms }) => Math.max(0, ms - unnoticedMs - Math.max(0, picture - at)))
  return {
    blockedMs: blocked.reduce((sum, ms) => sum + ms, 0),
    firstPictureMs: picture,
    lastTaskMs: Math.max(0, ...ends),
  }
}

const medianOf = (visits: Start[], name: keyof Start): number =>
  Math.round(median(visits.map((one) => one[name])))

const found = await findChromium()
const stage = await openStage({ STAGE_KIND: 'real' })
try {
  for (const path of pages) {
    const visits: Start[] = []
    // The first one makes the page, and does not count.
    for (let round = 0; round <= rounds; round++) {
      const browser = await chromium.launch(found)
      try {
        const start = await visit(browser, stage.site + path)
        if (round > 0) visits.push(start)
      } finally {
        await browser.close()
      }
    }
    console.log(
      `${path}: blocked ${medianOf(visits, 'blockedMs')} ms, first picture ${medianOf(visits, 'firstPictureMs')} ms, ` +
        `last long task ends at ${medianOf(visits, 'lastTaskMs')} ms (median of ${rounds})`,
    )
  }
} finally {
  await stage.close()
}
