import type { Browser, Page } from '@playwright/test'
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

/** React has put its hands on the page: what is changed in it after that stays, and nothing is made anew. */
const untilAlive = async (page: Page): Promise<void> => {
  await page.waitForFunction(() =>
    Object.keys(document.querySelector('.mast button') ?? {}).some((key) => key.startsWith('__react')),
  )
}

/** The stage stands at another port each time; pages name their own address. */
const hidePort = (page: Page): Promise<void> =>
  page.evaluate((host) => {
    const steady = (text: string) => text.replaceAll(host, 'desk.example')
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const { nodeValue } = texts.currentNode
      if (nodeValue?.includes(host)) texts.currentNode.nodeValue = steady(nodeValue)
    }
    for (const input of document.querySelectorAll('input')) {
      if (input.value.includes(host)) input.value = steady(input.value)
    }
  }, new URL(page.url()).host)

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
          await untilAlive(page)
          await hidePort(page)
          const picture = `${name}-${language}-${colorScheme}-${viewport.width}.png`
          if (compares) await expect.soft(page, picture).toHaveScreenshot(picture, tolerance)
          else await expect.soft(page.getByRole('heading', { level: 1 })).toBeVisible()
        }
        await context.close()
      }
    }
  }
}
