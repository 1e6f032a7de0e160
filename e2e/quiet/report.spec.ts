import { expect, test } from '../desk.ts'

// A person with a problem, on a quiet day.

test('one tap counts, and undo takes it back', async ({ page, desk }) => {
  await page.goto(`${desk.site}/en/status/instagram`)
  // Our page's token wants the page to have been looked at.
  const tapped = page.waitForResponse((answer) => answer.url().endsWith('/reports'))
  const button = page.getByRole('button', { name: 'I have a problem with Instagram' })
  await button.click()
  expect((await tapped).status()).toBe(201)
  const panel = page.getByText(/^Counted\./)
  await expect(panel).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Removed. Nothing was kept.')).toBeVisible()
  expect(await page.evaluate(() => localStorage.getItem('desk-reported'))).toBeNull()
})

test('the same person again is thanked, not counted twice', async ({ page, desk }) => {
  await page.goto(`${desk.site}/ar/status/snapchat`)
  const tap = async () => {
    const answer = page.waitForResponse((one) => one.url().endsWith('/reports'))
    await page.getByRole('button', { name: 'لا يفتح' }).click()
    return (await answer).status()
  }
  expect(await tap()).toBe(201)
  // Whoever comes back sees when they reported, in the place of what is promised to everybody.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('desk-reported'))).toContain('snapchat')
  await page.reload()
  await expect(page.getByText(/وصلنا بلاغك عند \d\d:\d\d\./)).toBeVisible()
  await expect(page.getByText('بلا حساب، ولك التراجع')).toHaveCount(0)
  expect(await tap()).toBe(200)
  await expect(page.getByText(/بلاغك محسوب منذ/)).toBeVisible()
  // A page that was opened anew takes it back all the same.
  await page.getByRole('button', { name: 'احذف بلاغي' }).click()
  await expect(page.getByText('حُذف بلاغك، ولم نحتفظ بشيء.')).toBeVisible()
  expect(await page.evaluate(() => localStorage.getItem('desk-reported'))).toBeNull()
})

test('a report that cannot be sent is kept and sent with the same key', async ({ page, desk, faults }) => {
  await page.goto(`${desk.site}/en/status/telegram`)
  const keys: (string | undefined)[] = []
  await page.route('**/reports', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length === 1) await route.fulfill({ status: 503, headers: { 'retry-after': '1' }, body: '' })
    else await route.continue()
  })
  await page.getByRole('button', { name: 'I have a problem with Telegram' }).click()
  await expect.poll(() => keys.length, { timeout: 35_000 }).toBeGreaterThan(1)
  await expect(page.getByText(/^Counted\./)).toBeVisible()
  expect(new Set(keys).size).toBe(1)
  faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('503')))
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the form posts, says thanks with the count, and can be undone', async ({ page, desk }) => {
    await page.goto(`${desk.site}/en/status/facebook`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Facebook')
    await page.getByRole('button', { name: /Can.t log in/ }).click()
    await expect(page).toHaveURL(/\/en\/status\/facebook\?r=/)
    await expect(page.getByText(/^Counted\. You are one of \d+|^Counted\. You are the first/)).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText('Removed. Nothing was kept.')).toBeVisible()
  })

  test('the page holds the verdict, the chart and its numbers', async ({ page, desk }) => {
    await page.goto(`${desk.site}/ar/status/whatsapp?range=7d`)
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await expect(page.locator('figure svg').first()).toBeVisible()
    await expect(page.locator('.plot').first()).toHaveAttribute('dir', 'ltr')
    expect(await page.locator('.chart-table tbody tr').count()).toBeGreaterThan(100)
  })
})
