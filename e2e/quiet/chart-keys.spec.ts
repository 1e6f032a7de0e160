import { expect, test } from '../desk.ts'

test('every bucket of the chart is read with the arrow keys', async ({ page, desk }) => {
  await page.goto(`${desk.site}/en/status/whatsapp`, { waitUntil: 'networkidle' })
  const reader = page.locator('.plot input[type=range]').first()
  const said = () => reader.getAttribute('aria-valuetext')
  await reader.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  const last = await said()
  expect(last).toMatch(/\d\d:\d\d/)
  await page.keyboard.press('ArrowLeft')
  const before = await said()
  expect(before).not.toBe(last)
  await page.keyboard.press('ArrowRight')
  expect(await said()).toBe(last)
  await page.keyboard.press('Home')
  expect(await said()).not.toBe(before)
})
