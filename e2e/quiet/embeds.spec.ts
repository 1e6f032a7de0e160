import type { Page } from '@playwright/test'
import { expect, test } from '../desk.ts'
import { languages } from '../pages.ts'

// Embeds in the narrow places and odd pages that people put them into. A name as long as they come is the harder case.

const services = ['chatgpt', 'aws']

/** What of an embed is not wholly within its frame. A service's name alone may be shortened. */
const findCut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement
    const cut = scrollHeight > innerHeight || scrollWidth > innerWidth ? ['the page'] : []
    const texts = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode
      const around = text.parentElement!
      // A notice of made-up numbers is no part of a real embed, and the bar has no room for it everywhere.
      if (!text.nodeValue?.trim() || around.closest('.vh, .sm, .off, .t bdi')) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      const room = around.closest('.t, .w')!.getBoundingClientRect()
      for (const box of range.getClientRects()) {
        // Letters stand in boxes of their own, which reach over their line by a pixel or two; half a letter does not.
        const middle = (box.top + box.bottom) / 2
        const isIn = box.left >= room.left - 1 && box.right <= room.right + 1
        if (!isIn || middle < room.top + 4 || middle > room.bottom - 4) cut.push(text.nodeValue)
      }
    }
    return cut
  })

for (const language of languages) {
  test(`the card holds all it says at 280, 360 and 480 px: ${language}`, async ({ page, desk }) => {
    for (const service of services) {
      for (const width of [280, 360, 480]) {
        await page.setViewportSize({ width, height: 276 })
        await page.goto(`${desk.site}/embed/${service}?lang=${language}&sample=major`)
        const where = `${service}, ${width} px`
        expect(await findCut(page), where).toEqual([])
        await expect(page.locator('.m'), where).toContainText('1,284')
        for (const part of ['h1', '.s', '.sp svg', '.ft .by'])
          await expect(page.locator(part), `${where}: ${part}`).toBeInViewport({ ratio: 1 })
      }
    }
  })

  test(`the bar shows number and status at 280 px and wider: ${language}`, async ({ page, desk }) => {
    for (const service of services) {
      for (const width of [280, 360, 480, 720]) {
        await page.setViewportSize({ width, height: 48 })
        await page.goto(`${desk.site}/embed/${service}?lang=${language}&sample=major&size=bar`)
        const where = `${service}, ${width} px`
        expect(await findCut(page), where).toEqual([])
        await expect(page.locator('.t > span').first(), where).toContainText('1,284')
        const status = { en: /: major problems$/, ar: /^بلاغات واسعة عن مشكلات في / }[language]
        await expect(page.locator('h1'), where).toHaveText(status)
      }
    }
  })
}

const grounds = { light: 'rgb(255, 255, 255)', dark: 'rgb(25, 28, 33)' }

for (const [theme, system] of [
  ['dark', 'light'],
  ['light', 'dark'],
] as const) {
  test(`a ${theme} page has a ${theme} card where the system is ${system}`, async ({ page, desk }) => {
    await page.emulateMedia({ colorScheme: system })
    await page.goto(desk.foreign)
    await page.evaluate(
      ([scheme, site]) => {
        document.documentElement.style.colorScheme = scheme
        document.body.innerHTML = `<iframe src="${site}/embed/chatgpt?theme=${scheme}"></iframe>
          <outage-status service="chatgpt"></outage-status>`
      },
      [theme, desk.site] as const,
    )
    // Asked for, and found by the element in what the page says of itself.
    for (const frame of ['body > iframe', 'outage-status iframe'])
      await expect(page.frameLocator(frame).locator('.w')).toHaveCSS('background-color', grounds[theme])
  })
}

/** What the browser itself says of requests that this file refuses. */
const expectRefused = (faults: string[]): void => {
  expect(faults.splice(0).filter((fault) => !fault.includes('ERR_FAILED'))).toEqual([])
}

test('where our script is blocked the frames still show, and the element its link', async ({
  page,
  desk,
  faults,
}) => {
  await page.route('**/embed.js', (route) => route.abort())
  await page.goto(desk.foreign)
  await expect(page.frameLocator('#card').locator('.s')).toHaveText('No sign of problems')
  await expect(page.frameLocator('#bar').locator('h1')).toHaveText('ChatGPT: no sign of problems')
  await expect(page.locator('outage-status iframe')).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'status' })).toHaveAttribute('href', /\/status\/chatgpt$/)
  expectRefused(faults)
})

test('a card that cannot reach us keeps its picture, says of when, and comes back by itself', async ({
  page,
  desk,
  faults,
}) => {
  await page.clock.install()
  await page.goto(desk.foreign)
  const card = page.frameLocator('#card')
  const line = card.locator('.sp svg path').last()
  const drawn = await line.getAttribute('d')
  await expect(card.locator('.off')).toBeHidden()
  const embeds = /\/embed\/chatgpt/
  await page.route(embeds, (route) => route.abort())
  await page.clock.runFor(31_000)
  await expect(card.locator('.off')).toHaveText(/^No connection\. Figures from \d\d:\d\d\.$/)
  await expect(card.locator('.s')).toHaveText('No sign of problems')
  await expect(line).toHaveAttribute('d', drawn!)
  await page.unroute(embeds)
  await page.clock.runFor(76_000)
  await expect(card.locator('.off')).toBeHidden()
  expectRefused(faults)
})
