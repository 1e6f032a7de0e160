import { expect, test } from '../desk.ts'

// Who taps before the page's script is awake. On a slow phone that is a second or two, and people are in a hurry.

test('a report sent before the script is awake is one of the page’s own, without leaving it', async ({
  page,
  desk,
}) => {
  await page.route('**/_next/**/*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 800))
    await route.continue()
  })
  await page.goto(`${desk.site}/en/status/github`, { waitUntil: 'commit' })
  const sent = page.waitForResponse((answer) => answer.request().method() === 'POST')
  const button = page.getByRole('button', { name: 'Slow or errors', exact: true })
  await button.click()
  await expect(button).toHaveAttribute('data-tapped')
  const answer = await sent
  expect([answer.status(), new URL(answer.url()).pathname]).toEqual([201, '/api/v1/services/github/reports'])
  expect(answer.request().postDataJSON()).toMatchObject({ problem: 'slow', token: expect.any(String) })
  await expect(page.getByText(/^Counted\./)).toBeVisible()
  expect(page.url()).toBe(`${desk.site}/en/status/github`)
})

test('a report is sent as a form when the script never comes', async ({ page, desk, faults }) => {
  await page.route('**/_next/**/*.js', (route) => route.abort())
  await page.goto(`${desk.site}/ar/status/github`, { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'لا يفتح' }).click()
  await expect(page).toHaveURL(/\/ar\/status\/github\?r=/)
  faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('ERR_FAILED')))
})

test('a browser that cannot send a form again sends it at once', async ({ page, desk, faults }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(HTMLFormElement.prototype, 'requestSubmit')
  })
  await page.route('**/_next/**/*.js', (route) => route.abort())
  await page.goto(`${desk.site}/en/status/gitlab`, { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Not loading', exact: true }).click()
  await expect(page).toHaveURL(/\/en\/status\/gitlab\?r=/, { timeout: 2_500 })
  faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('ERR_FAILED')))
})
