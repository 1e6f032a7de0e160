import type { Browser } from '@playwright/test'
import { timezoneId, watchShifts } from '../budgets.ts'
import { expect, test } from '../desk.ts'
import { openPieces, type Pieces } from '../in-pieces.ts'
import { languages } from '../pages.ts'

// A page on a slow line is shown while it comes: what is there already stays where it is.

const paths = ['', '/status/whatsapp', '/methodology', '/incidents']

/** What moved while a page came in pieces, each shown before the next. */
async function shiftsOf(browser: Browser, pieces: Pieces, path: string, width: number): Promise<string[]> {
  const context = await browser.newContext({ timezoneId, viewport: { width, height: 844 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(watchShifts)
    await page.goto(pieces.address + path, { waitUntil: 'commit' })
    do {
      await page.evaluate(
        () =>
          // Nothing is shown before there is a body.
          document.body &&
          new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => seen(null)))),
      )
    } while (await pieces.next())
    await page.waitForLoadState('load')
    expect(await page.evaluate(() => performance.getEntriesByName('first-paint').length), path).toBe(1)
    return await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)
  } finally {
    await context.close()
  }
}

for (const language of languages) {
  for (const width of [390, 1280]) {
    test(`a page that comes in pieces does not move: ${language}, ${width} px`, async ({
      browser,
      desk,
      faults,
    }) => {
      test.setTimeout(180_000)
      const pieces = await openPieces(desk.site, 12)
      for (const path of paths)
        expect.soft(await shiftsOf(browser, pieces, `/${language}${path}`, width), path).toEqual([])
      pieces.close()
      expect(faults).toEqual([])
    })
  }
}
