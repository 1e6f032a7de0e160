import { expect, test } from '../desk.ts'

test('a foreign page shows the card, the bar, the badge and the element', async ({ page, context, desk }) => {
  await page.goto(`${desk.foreign}?service=chatgpt&lang=ar`)
  await expect(page.frameLocator('#card').getByRole('heading', { level: 1 })).toContainText('ChatGPT')
  await expect(page.frameLocator('#bar').getByText('ChatGPT').first()).toBeVisible()
  const element = page.locator('outage-status')
  await expect(
    element.locator('iframe').or(page.locator('iframe[src*="/embed/chatgpt"]').nth(2)),
  ).toBeVisible()
  await expect
    .poll(() =>
      page.locator('#badge').evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth),
    )
    .toBeGreaterThan(60)
  expect(await context.cookies()).toEqual([])
})

test('an embed carries no framework and no cookie', async ({ request, desk }) => {
  const answer = await request.get(`${desk.site}/embed/chatgpt`)
  const html = await answer.text()
  expect(answer.headers()['set-cookie']).toBeUndefined()
  expect(answer.headers()['content-security-policy']).toContain('frame-ancestors *')
  expect(html).not.toContain('_next')
  expect(html).not.toContain('src="http')
})
