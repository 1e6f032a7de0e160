import type { Page } from '@playwright/test'
import { expect, test } from '../desk.ts'

// What a visitor may say after the tap, and how they take it back.

const tap = async (page: Page, address: string, button: string): Promise<void> => {
  await page.goto(address)
  const answer = page.waitForResponse((one) => one.url().endsWith('/reports'))
  await page.getByRole('button', { name: button, exact: true }).click()
  expect((await answer).status()).toBe(201)
}

test('kind, place and note are added to the report that was tapped', async ({ page, desk, request }) => {
  await tap(page, `${desk.site}/en/status/spotify`, 'Slow or errors')
  const form = page.locator('form.more-of-it')
  // The kind of the tap is said already, and stays.
  await expect(form.getByRole('checkbox', { name: 'Slow or errors' })).toBeChecked()
  await expect(form.getByRole('checkbox', { name: 'Slow or errors' })).toBeDisabled()
  await form.getByRole('radio', { name: 'App problem' }).check()
  await form.locator('summary').click()
  await form.getByLabel('Country').selectOption({ label: 'Egypt' })
  const note = form.getByLabel('Anything else? (optional)')
  await note.fill(`${'The feed never ends loading. '.repeat(7)}Call 0551234567`)
  await expect(form.locator('.say > span').first()).toHaveText('62 characters left')
  const added = page.waitForResponse((one) => one.request().method() === 'PATCH')
  await form.getByRole('button', { name: 'Add details' }).click()
  expect(await (await added).json()).toMatchObject({
    problems: ['slow', 'app'],
    country: 'EG',
    hidden: ['phone'],
  })
  const panel = page.locator('.panel')
  await expect(panel).toContainText('Thank you.')
  await expect(panel).toContainText('We hid a phone number.')
  const { notes } = await (await request.get(`${desk.site}/api/v1/services/spotify/notes`)).json()
  expect(notes[0].text).toContain('Call •••')

  // What was removed is gone with everything that was added to it.
  await panel.getByRole('button', { name: 'Remove my report' }).click()
  await expect(page.getByText('Removed. Nothing was kept.')).toBeVisible()
  const left = await (await request.get(`${desk.site}/api/v1/services/spotify/notes`)).json()
  expect(left.notes).toEqual([])
})

for (const [language, button] of [
  ['en', 'I have a problem with Twitch'],
  ['ar', 'لديّ مشكلة مع تويتش'],
] as const) {
  for (const width of [390, 1280]) {
    test(`nothing below the form moves when it becomes a panel: ${language}, ${width} px`, async ({
      page,
      desk,
    }) => {
      await page.setViewportSize({ width, height: 844 })
      await page.goto(`${desk.site}/${language}/status/twitch`)
      const chartAt = () =>
        page
          .locator('figure')
          .first()
          .evaluate((figure) => figure.getBoundingClientRect().top + scrollY)
      const before = await chartAt()
      await page.getByRole('button', { name: button, exact: true }).click()
      const skip = page.locator('form.more-of-it .plain')
      await expect(skip).toBeVisible()
      expect(Math.abs((await chartAt()) - before)).toBeLessThanOrEqual(2)
      await skip.click()
      await expect(skip).toBeHidden()
      expect(Math.abs((await chartAt()) - before)).toBeLessThanOrEqual(2)
    })
  }
}

test('another kind, named by a second tap, is added to the one report', async ({ page, desk }) => {
  await tap(page, `${desk.site}/ar/status/youtube`, 'لا يفتح')
  await page.reload()
  const again = page.waitForResponse((one) => one.url().endsWith('/reports'))
  await page.getByRole('button', { name: 'بطء أو أخطاء', exact: true }).click()
  expect((await again).status()).toBe(200)
  await expect(page.getByText('أُضيف: بطء أو أخطاء. البلاغ ما زال واحدًا.')).toBeVisible()
})

test('the second step may be skipped, and "it works now" said', async ({ page, desk }) => {
  await tap(page, `${desk.site}/en/status/discord`, 'I have a problem with Discord')
  await page.getByRole('button', { name: 'Skip' }).click()
  await expect(page.locator('.panel')).toContainText('Thank you.')
  const said = page.waitForResponse((one) => one.url().endsWith('/works'))
  await page.getByRole('button', { name: 'It works now' }).click()
  expect((await said).status()).toBe(201)
  await expect(page.getByText('Noted: it works for you. Thank you.')).toBeVisible()
})

test('"it works for me" is noted apart from reports', async ({ page, desk, request }) => {
  const view = async () => (await request.get(`${desk.site}/api/v1/services/reddit`)).json()
  const before = await view()
  await page.goto(`${desk.site}/en/status/reddit`)
  await page.getByRole('button', { name: 'It works for me' }).click()
  await expect(page.getByText('Noted: it works for you. Thank you.')).toBeVisible()
  const worksNow = async () => {
    await desk.pass(5)
    return (await view()).works.people60m
  }
  // Answers are repeated for some seconds.
  await expect.poll(worksNow).toBe(before.works.people60m + 1)
  const after = await view()
  expect(after.problems.total).toBe(before.problems.total)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('details are added by a plain form, and the report is removed', async ({ page, desk }) => {
    await page.goto(`${desk.site}/en/status/facebook`)
    await page.getByRole('button', { name: 'Not loading', exact: true }).click()
    await expect(page.getByText(/^Counted\./)).toBeVisible()
    await page.getByRole('radio', { name: 'App problem' }).check()
    await page.getByLabel('Anything else? (optional)').fill('mail me at somebody@example.org')
    await page.getByRole('button', { name: 'Add details' }).click()
    await expect(page.getByText('We hid an e-mail address.')).toBeVisible()
    await page.getByRole('button', { name: 'Remove my report' }).click()
    await expect(page.getByText('Removed. Nothing was kept.')).toBeVisible()
  })
})
