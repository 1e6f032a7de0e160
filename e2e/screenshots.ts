import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { findChromium } from './browser.ts'
import { openStage } from './open-stage.ts'

// Makes docs/screenshots: the pages of the README, on the stage, quiet and in trouble. `npm run screenshots`.

const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url))
const stage = await openStage()
const browser = await chromium.launch(await findChromium())
await mkdir(folder, { recursive: true })

/** Where the readers of the pictures live. */
const zones = { en: 'Europe/London', ar: 'Asia/Riyadh' } as const

async function take(pages: Record<string, string>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, height] of [
      [390, 844],
      [1280, 1500],
    ] as const) {
      for (const language of ['en', 'ar'] as const) {
        const timezoneId = zones[language]
        const context = await browser.newContext({ colorScheme, timezoneId, viewport: { width, height } })
        const page = await context.newPage()
        for (const [name, path] of Object.entries(pages)) {
          await page.goto(stage.site + path.replaceAll('{l}', language))
          // The fonts come with the second look: they are optional, and the first may go without.
          await page.reload({ waitUntil: 'load' })
          await page.evaluate(() => document.fonts.ready)
          // The chart has its reader once the page is alive.
          if (name.startsWith('service')) await page.locator('.plot input[type=range]').first().waitFor()
          await page.screenshot({ path: `${folder}${name}-${language}-${colorScheme}-${width}.png` })
        }
        await context.close()
      }
    }
  }
}

try {
  await take({ 'service-quiet': '/{l}/status/whatsapp' })
  await stage.play(9)
  await take({
    home: '/{l}',
    'service-trouble': '/{l}/status/chatgpt',
    embed: '/embed/chatgpt?lang={l}',
  })
} finally {
  await browser.close()
  await stage.close()
}
