import { expect, test } from '../desk.ts'

// What a reader may say to somebody else's note.

test.use({ viewport: { width: 390, height: 844 } })

test('"same here" counts as a report, and the bar that asks for one goes', async ({
  page,
  desk,
  request,
}) => {
  const address = `${desk.site}/api/v1`
  const { receipt } = await (
    await request.post(`${address}/services/tiktok/reports`, { data: { problem: 'slow' } })
  ).json()
  const said = await request.patch(`${address}/reports/${receipt}`, { data: { note: 'Voices break off.' } })
  expect(said.status()).toBe(200)

  await page.goto(`${desk.site}/en/status/tiktok`)
  const bar = page.locator('.report-bar')
  await page.getByText('Voices break off.').scrollIntoViewIfNeeded()
  await expect(bar).toBeVisible()
  const note = page.getByRole('listitem').filter({ hasText: 'Voices break off.' })
  await note.getByRole('button', { name: 'Same here' }).click()
  await expect(note.getByRole('button', { name: 'Same here (1)' })).toBeVisible()
  await expect(note.getByRole('status')).toHaveText('Counted: same here.')
  await expect(bar).toHaveCount(0)
  await expect(page.getByText(/You reported at \d\d:\d\d/)).toBeAttached()

  await note.getByRole('button', { name: 'Same here (1)' }).click()
  await expect(note.getByRole('status')).not.toHaveText('Counted: same here.')
  await expect(note.getByRole('button', { name: 'Same here (1)' })).toBeVisible()
})
