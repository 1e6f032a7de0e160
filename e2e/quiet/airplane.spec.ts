import { expect, test } from '../desk.ts'

test('a report in airplane mode is saved, and sent once when the line comes back', async ({
  page,
  context,
  desk,
  request,
  faults,
}) => {
  const peopleNow = async (): Promise<number> => {
    await desk.pass(5)
    const view = await (await request.get(`${desk.site}/api/v1/services/netflix`)).json()
    return view.problems.total
  }
  const before = await peopleNow()
  const follows = page.waitForRequest(/\/stream$/)
  await page.goto(`${desk.site}/en/status/netflix`)
  await follows
  // The device's own script has come, and its worker is there.
  await page.evaluate(async () => {
    await import('/device.js' as string)
    await navigator.serviceWorker.ready
  })
  const button = page.getByRole('button', { name: 'I have a problem with Netflix' })
  // What follows a tap comes when a hand nears the form.
  await button.hover()
  await button.focus()
  await context.setOffline(true)
  await button.click()
  await expect(page.getByText(/^Saved on this device at \d\d:\d\d\./)).toBeVisible()
  await expect(page.getByText(/^You are offline\./)).toBeVisible()
  expect(await peopleNow()).toBe(before)

  const keys: (string | undefined)[] = []
  context.on('request', (one) => {
    if (one.method() === 'POST' && one.url().endsWith('/reports')) keys.push(one.headers()['idempotency-key'])
  })
  await context.setOffline(false)
  await expect(page.getByText('You are back online. 1 report sent.')).toBeVisible()
  await expect(page.getByText(/^Counted\./)).toBeVisible()
  expect(await peopleNow()).toBe(before + 1)
  // Nothing waits any more: a new visit sends nothing.
  await page.goto(`${desk.site}/en/offline`)
  await page.goto(`${desk.site}/en/status/netflix`)
  expect(await peopleNow()).toBe(before + 1)
  expect(new Set(keys).size).toBe(1)
  faults.splice(
    0,
    faults.length,
    ...faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(fault)),
  )
})
