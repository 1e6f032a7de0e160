import { type Browser, expect } from '@playwright/test'
import { expectFirstScreen, phone } from '../first-screen.ts'
import { languages } from '../pages.ts'

const words = {
  possible: { en: 'Possible problems', ar: 'مشكلة محتملة' },
  major: { en: 'Major problems', ar: 'بلاغات واسعة' },
  // By then the operator has said so itself.
  recovering: { en: 'Recovering', ar: 'العطل ينحسر' },
}

/** How a page's status looks where colours are the reader's, or none: its shape and its word are both there. */
export async function expectShapeAndWord(
  browser: Browser,
  site: string,
  status: keyof typeof words,
): Promise<void> {
  const page = await browser.newPage({ viewport: phone })
  for (const language of languages) {
    await page.goto(`${site}/${language}/status/chatgpt`)
    await expectFirstScreen(page)
    for (const look of [{ forcedColors: 'active' }, { media: 'print' }] as const) {
      await page.emulateMedia({ forcedColors: null, media: null, ...look })
      const label = page.locator('main .label').first()
      await expect(label, JSON.stringify(look)).toContainText(words[status][language])
      await expect(label, JSON.stringify(look)).toBeVisible()
      const shape = label.locator('svg')
      await expect(shape, JSON.stringify(look)).toBeVisible()
      const [drawn, ground] = await shape.evaluate((svg) => [
        getComputedStyle(svg).color,
        getComputedStyle(document.body).backgroundColor,
      ])
      expect(drawn, `${status}, ${JSON.stringify(look)}`).not.toBe(ground)
    }
    await page.emulateMedia({ forcedColors: null, media: null })
  }
  await page.close()
}
