import { expect, test } from '../desk.ts'
import { openLine } from '../line.ts'

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

test('without a line: kept pages say so, reports wait and may be discarded, all else leads to the offline page', async ({
  page,
  desk,
  faults,
}) => {
  const line = await openLine(desk.site)
  try {
    await page.goto(`${line.site}/en/status/netflix`)
    await page.evaluate(async () => {
      await import('/device.js' as string)
      await navigator.serviceWorker.ready
    })
    // Again, with the worker in between: it keeps the page and its files.
    const follows = page.waitForRequest(/\/stream$/)
    await page.reload()
    await follows
    await page.evaluate(() => import('/device.js' as string))
    // What follows a tap comes when a hand nears the form: its words, and its script.
    const words = page.waitForResponse(/\/words\/en$/)
    const coming = new Set<string>()
    page.on('request', (request) => coming.add(request.url()))
    page.on('requestfinished', (request) => coming.delete(request.url()))
    await page.getByRole('button', { name: 'I have a problem with Netflix' }).focus()
    await words
    await expect.poll(() => [...coming].filter((url) => url.includes('/_next/'))).toEqual([])
    line.cut()
    // The page that is open, first: the report waits, and is not to be sent after all.
    await page.getByRole('button', { name: 'I have a problem with Netflix' }).click()
    await page.getByRole('button', { name: 'Discard' }).click({ timeout: 20_000 })
    await expect(page.getByRole('button', { name: 'I have a problem with Netflix' })).toBeFocused()
    await page.goto(`${line.site}/en/status/netflix`)
    await expect(page.getByText(/^You are offline\. This is what we knew at \d\d:\d\d/)).toBeVisible({
      timeout: 20_000,
    })
    const tap = page.getByRole('button', { name: 'I have a problem with Netflix' })
    const discard = page.getByRole('button', { name: /^Discard/ })
    await tap.click()
    await expect(page.getByText(/^Saved on this device at \d\d:\d\d\./)).toBeVisible({ timeout: 20_000 })

    // A page that was never seen: the offline page in its place, at once and alive.
    await page.goto(`${line.site}/en/map`)
    await expect(page.getByRole('heading', { level: 1, name: 'You are offline.' })).toBeVisible()
    await expect(page.getByText(/^Netflix saved at \d\d:\d\d$/)).toBeVisible()
    await expect(page.getByRole('link', { name: /^Netflix/ })).toBeVisible()
    await discard.click()
    await expect(discard).toHaveCount(0)
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    line.mend()
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await expect(page.getByText('You are back online.', { exact: true })).toBeVisible()
  } finally {
    line.close()
    // No connection is what this is about, and the line is another host.
    faults.length = 0
  }
})
