import type { Browser } from '@playwright/test'
import { findChromium, isPinned } from '../browser.ts'
import { type Language, languages, themes } from '../pages.ts'
import { expect } from './stage.ts'

/** Where the readers of the pictures live. */
const zones: Record<Language, string> = { en: 'Europe/London', ar: 'Asia/Riyadh' }

const sizes = [
  { width: 390, height: 1100 },
  { width: 1280, height: 1100 },
]

/** So much of a picture may differ: anti-aliasing is not the same on every processor. */
const tolerance = { maxDiffPixelRatio: 0.002, threshold: 0.15 }

/**
 * Compares pages with their pictures in e2e/pictures: two widths, both languages, both themes. Only the pinned browser
 * draws the same everywhere; another one looks at each page all the same, and says that it compared nothing.
 */
export async function expectPictures(
  browser: Browser,
  site: string,
  shown: Record<string, string>,
  languagesShown: readonly Language[] = languages,
): Promise<void> {
  const compares = isPinned(await findChromium())
  for (const colorScheme of themes) {
    for (const viewport of sizes) {
      for (const language of languagesShown) {
        const context = await browser.newContext({ colorScheme, viewport, timezoneId: zones[language] })
        const page = await context.newPage()
        for (const [name, path] of Object.entries(shown)) {
          await page.goto(`${site}/${language}${path}`)
          // Fonts are optional: the first look may go without them, the second has them.
          await page.reload({ waitUntil: 'load' })
          await page.evaluate(() => document.fonts.ready)
          const picture = `${name}-${language}-${colorScheme}-${viewport.width}.png`
          if (compares) await expect.soft(page, picture).toHaveScreenshot(picture, tolerance)
          else await expect.soft(page.getByRole('heading', { level: 1 })).toBeVisible()
        }
        await context.close()
      }
    }
  }
}
