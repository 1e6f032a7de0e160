import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../desk.ts'
import { phone } from '../first-screen.ts'
import { languages } from '../pages.ts'

// A phone with a keyboard: the rest of the page without a mouse (reports are in report-keys.spec.ts, the chart in
// chart-keys.spec.ts), and beside the bar that stands in front of it.

test.use({ viewport: phone })

/** What the device itself does (device/main.ts) comes late: here it is there. */
const wakeDevice = (page: Page) => page.evaluate(() => import('/device.js' as string))

/** What has focus, in words; empty where it can be seen that it has it, and nothing stands in front of it. */
const findHidden = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const focused = document.activeElement!
    const [box] = focused.getClientRects()
    const hit = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    const isInFront = hit && (focused.contains(hit) || hit.closest('label')?.control === focused)
    // The chart's slider lies unseen over the plot, which is outlined for it.
    const outlined = getComputedStyle(focused.closest('.plot') ?? focused)
    const isOutlined = outlined.outlineStyle !== 'none' && Number.parseFloat(outlined.outlineWidth) >= 2
    if (isInFront && isOutlined) return ''
    return `${focused.outerHTML.slice(0, 120)}: ${isOutlined ? `under ${hit?.outerHTML.slice(0, 80)}` : 'no outline'}`
  })

/** Scrolling to what has focus may take a moment. */
const expectSeen = (page: Page): Promise<void> => expect.poll(() => findHidden(page)).toBe('')

async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 90; presses++) {
    await page.keyboard.press('Tab')
    if (!(await wanted.evaluate((one) => one === document.activeElement))) continue
    await expectSeen(page)
    return
  }
  throw new Error(`Tab does not lead to ${wanted}`)
}

test('another range, the table and following by keyboard alone', async ({ page, desk }) => {
  await page.goto(`${desk.site}/en/status/whatsapp`)
  await tabTo(page, page.getByRole('link', { name: '7d' }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/en\/status\/whatsapp\?range=7d#reports$/)
  await expect(page.getByRole('link', { name: '7d' })).toHaveAttribute('aria-current')
  await wakeDevice(page)
  await tabTo(page, page.locator('.chart-table summary'))
  await page.keyboard.press('Enter')
  await expect(page.locator('.chart-table tbody tr').first()).toBeVisible()
  const follow = page.locator('button[data-follow]')
  await tabTo(page, follow)
  await page.keyboard.press('Enter')
  await expect(follow).toHaveText('Stop following')
  await page.reload()
  await wakeDevice(page)
  await expect(follow).toHaveText('Stop following')
})

for (const language of languages) {
  test(`what has focus is seen, and never under the bar: ${language}`, async ({ page, desk }) => {
    await page.goto(`${desk.site}/${language}/status/whatsapp`)
    await wakeDevice(page)
    // The bar comes seconds after the page, once the form has been scrolled away.
    await page.locator('footer').scrollIntoViewIfNeeded()
    await expect(page.locator('.report-bar')).toBeVisible()
    await page.locator('main').focus()
    const inside = () => page.evaluate(() => Boolean(document.activeElement?.closest('main, footer')))
    const seen = new Set<string>()
    for (await page.keyboard.press('Tab'); await inside(); await page.keyboard.press('Tab')) {
      await expectSeen(page)
      seen.add(await page.evaluate(() => document.activeElement!.outerHTML))
    }
    expect(seen).toContain(
      await page
        .locator('footer a')
        .last()
        .evaluate((link) => link.outerHTML),
    )
    expect(seen.size).toBeGreaterThan(30)
  })
}
