import { axe } from '../axe.ts'
import { expect, test } from '../desk.ts'

// The pages that tell of this site: method, developers, its own status, and texts.

// They only read, so that they may share two workers.
test.describe.configure({ mode: 'parallel' })

const paths = [
  '/methodology',
  '/methodology/playground',
  '/developers',
  '/developers/api',
  '/developers/webhooks',
  '/developers/changelog',
  '/platform',
  '/about',
  '/terms',
  '/privacy',
  '/accessibility',
]

for (const language of ['en', 'ar'] as const) {
  test(`they are accessible, fit a narrow phone, and every link on them answers: ${language}`, async ({
    page,
    request,
    desk,
  }) => {
    test.slow()
    const links = new Set<string>()
    for (const path of paths) {
      await page.setViewportSize({ width: 320, height: 700 })
      await page.goto(`${desk.site}/${language}${path}`)
      const [width, seen] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ])
      expect.soft(width, `${path} scrolls sideways`).toBeLessThanOrEqual(seen!)
      expect.soft(await page.locator('h1').count(), path).toBe(1)
      const { violations } = await axe(page).analyze()
      const said = violations.map((one) => `${one.id} ${one.nodes[0]?.html.slice(0, 90)}`).join('; ')
      expect.soft(said, path).toBe('')
      for (const href of await page
        .locator('a[href]')
        .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href)))
        if (href.startsWith(desk.site)) links.add(href.replace(/#.*/, ''))
    }
    for (const href of links) expect.soft((await request.get(href)).status(), href).toBe(200)
  })
}

test('the playground answers to the keyboard', async ({ page, desk }) => {
  await page.goto(`${desk.site}/en/methodology/playground?s=chatgpt`)
  const said = page.locator('#play-said')
  await expect(said).toContainText('in 14 days')
  const nats = page.getByRole('slider', { name: /Surprise for “possible”/ })
  await nats.focus()
  await page.keyboard.press('End')
  await expect(page.getByRole('spinbutton', { name: /Surprise for “possible”/ })).toHaveValue('30')
  // The address follows the answer, so that it can be sent to somebody.
  await expect(page).toHaveURL(/possibleNats=30/)
  await expect(said).toContainText('in 14 days')
})

test('the sample runs when it is pressed, and not before', async ({ page, desk }) => {
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/')) asked.push(request.url())
  })
  await page.goto(`${desk.site}/en/developers`)
  await page.getByRole('button', { name: 'Run' }).press('Enter')
  await expect(page.getByText('Answered 200')).toBeVisible()
  expect(asked).toHaveLength(1)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })
  test('the playground is a form, and its answer a page', async ({ page, desk }) => {
    await page.goto(`${desk.site}/en/methodology/playground?s=chatgpt`)
    await expect(page.getByRole('slider')).toHaveCount(0)
    await page.getByRole('spinbutton', { name: /Times the usual/ }).fill('10')
    await page.getByRole('button', { name: 'Play 14 days' }).click()
    await expect(page).toHaveURL(/factor=10/)
    await expect(page.locator('#play-said')).toContainText('in 14 days')
    await expect(page.locator('.plot-marks')).toBeVisible()
  })
})
