import type { Page } from '@playwright/test'
import { expect, test } from '../desk.ts'

// Without a mouse. Search is in find.spec.ts, the embed builder in share.spec.ts, the chart in chart-keys.spec.ts.

/** Goes on with Tab until what is wanted has focus, which can be seen where it is. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole('button', { name }).or(page.getByRole('radio', { name })).first()
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if (!(await wanted.evaluate((one) => one === document.activeElement))) continue
    await expect(wanted).toBeInViewport()
    return
  }
  throw new Error(`Tab does not lead to ${name}`)
}

test('a report, its second step and its removal by keyboard alone', async ({ page, desk }) => {
  await page.goto(`${desk.site}/en/status/instagram`, { waitUntil: 'networkidle' })
  await tabTo(page, 'I have a problem with Instagram')
  await page.keyboard.press('Enter')
  // The answer takes focus, so that it is read and the next step follows it.
  await expect(page.locator('.panel :focus')).toHaveText(/^Counted\./)
  await tabTo(page, 'Undo')
  await tabTo(page, 'Not loading')
  await page.keyboard.press('Space')
  await expect(page.getByRole('radio', { name: 'Not loading' })).toBeChecked()
  await tabTo(page, 'Add details')
  await page.keyboard.press('Enter')
  await expect(page.locator('.panel :focus')).toHaveText(/^Thank you\./)
  await tabTo(page, 'Remove my report')
  await page.keyboard.press('Enter')
  await expect(page.locator('.panel :focus')).toHaveText('Removed. Nothing was kept.')
})
