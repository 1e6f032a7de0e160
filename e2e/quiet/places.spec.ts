import type { Page } from '@playwright/test'
import { axe } from '../axe.ts'
import { expect, test } from '../desk.ts'

// They only read, so that they may share two workers.
test.describe.configure({ mode: 'parallel' })

const paths = [
  '/map?map=1',
  '/map/sa',
  '/status/chatgpt/map?map=1',
  '/compare',
  '/compare?s=chatgpt',
  '/compare/chatgpt-vs-whatsapp?unit=reports',
]

const widthOf = (page: Page) =>
  page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const)

for (const language of ['en', 'ar'] as const) {
  test(`maps and comparisons can be used by everybody: ${language}`, async ({ page, desk }) => {
    test.setTimeout(120_000)
    for (const path of paths) {
      await page.setViewportSize({ width: 320, height: 700 })
      await page.goto(`${desk.site}/${language}${path}`)
      const [width, seen] = await widthOf(page)
      expect(width, `${path} scrolls sideways`).toBeLessThanOrEqual(seen)
      await page.setViewportSize({ width: 1280, height: 900 })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const { violations } = await axe(page).analyze()
        expect(violations, `${path}: ${violations.map((one) => one.help).join('; ')}`).toEqual([])
      }
    }
  })
}

test('one reader moves all compared plots, by keys and by pointer, and reads them all out', async ({
  page,
  desk,
}) => {
  for (const unit of ['times', 'reports']) {
    await page.goto(`${desk.site}/en/compare/chatgpt-vs-whatsapp?unit=${unit}`)
    const reader = page.getByRole('slider', { name: 'All plots, moment by moment' })
    await reader.focus()
    const resting = await page.locator('.compare-reading').textContent()
    await page.keyboard.press('ArrowLeft')
    const cursors = () =>
      page.locator('.compare-plots .plot-cursor').evaluateAll((all) => all.map((one) => one.style.left))
    await expect.poll(cursors).toHaveLength(2)
    const [one, other] = await cursors()
    expect(one).toBe(other)
    await expect(page.locator('.compare-reading')).not.toHaveText(resting!)
    await expect(reader).toHaveAttribute('aria-valuetext', /\d\d:\d\d.*: ChatGPT .+, WhatsApp .+/)
    await page.keyboard.press('Escape')
    await expect.poll(cursors).toEqual([])
    // Over the second plot the first one's cursor moves too.
    const under = page.locator('.compare-plots .plot').nth(1)
    await under.scrollIntoViewIfNeeded()
    const box = (await under.boundingBox())!
    await page.mouse.move(box.x + box.width / 4, box.y + box.height / 2)
    await expect.poll(cursors).toHaveLength(2)
    const [first, second] = (await cursors()).map((left) => Number.parseFloat(left))
    expect(first).toBe(second)
    expect(Math.abs(first! - 25)).toBeLessThan(2)
    await expect(page.locator('.compare-reading')).toContainText('ChatGPT')
    await expect(page.locator('.compare-reading')).toContainText('WhatsApp')
    await page.mouse.move(0, 0)
    await expect.poll(cursors).toEqual([])
  }
})

test('without script there are the list, the map and the choice of what and when', async ({
  browser,
  desk,
}) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  })
  const page = await context.newPage()
  await page.goto(`${desk.site}/en/map`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where it fails')
  const map = page.getByRole('img', { name: /^World map of reports against usual/ })
  await expect(map).toBeHidden()
  await page.getByRole('link', { name: 'Show the map' }).click()
  await expect(map).toBeVisible()
  await page.getByLabel('Service or category').selectOption('category:mobile')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(`${desk.site}/en/map?category=mobile`)
  await page.goto(`${desk.site}/en/map/SA`)
  await expect(page).toHaveURL(`${desk.site}/en/map/sa`)
  await page.locator('.map-links').getByRole('link', { name: 'Yemen' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Yemen')
  await context.close()
})

test('a comparison is chosen, changed and undone by keyboard', async ({ page, desk }) => {
  await page.goto(`${desk.site}/en/compare`)
  await page.getByLabel('First service').fill('WhatsApp')
  await page.keyboard.press('Tab')
  await page.keyboard.type('ChatGPT')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${desk.site}/en/compare/chatgpt-vs-whatsapp`)
  await expect(page.locator('figure')).toHaveCount(2)
  await page.getByRole('link', { name: 'Reports', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Scales differ.')).toBeVisible()
  await page.getByLabel('Add a service').fill('sora')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/en\/compare\/chatgpt-vs-sora-vs-whatsapp/)
  await page.getByRole('link', { name: 'Remove ChatGPT' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/en\/compare\/sora-vs-whatsapp/)
})

test('beside a service that is not followed, the other one is still shown over any range', async ({
  page,
  desk,
}) => {
  await page.goto(`${desk.site}/en/compare/whatsapp-vs-zzz`)
  await expect(page.getByText('We do not follow “zzz” yet.')).toBeVisible()
  await page.getByRole('link', { name: '7d' }).click()
  await expect(page).toHaveURL(`${desk.site}/en/compare/whatsapp-vs-zzz?range=7d`)
  await expect(page.locator('.compare-plots .plot')).toHaveCount(1)
})
