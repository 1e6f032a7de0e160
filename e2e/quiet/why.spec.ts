import { expect, test } from '../desk.ts'

test('the numbers behind the verdict are of now when somebody opens them', async ({ page, desk }) => {
  await page.goto(`${desk.site}/en/status/whatsapp`)
  const judged = page.locator('.why time')
  const before = await judged.getAttribute('datetime')
  await page.locator('.plot input[type=range]').first().waitFor()
  await desk.pass(180)
  // Nobody looks: nothing is asked for.
  await expect(page.locator('.stamp time').first()).not.toHaveAttribute('datetime', before!)
  await expect(judged).toHaveAttribute('datetime', before!)
  await page.locator('.why summary').click()
  await expect(judged).not.toHaveAttribute('datetime', before!, { timeout: 20_000 })
})
