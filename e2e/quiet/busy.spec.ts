import { expect, test } from '../desk.ts'

// A desk that cannot answer for a while, though there is a connection. No event says when it can again.

// What the worker sends is not seen from here.
test.use({ serviceWorkers: 'block' })

const only = (faults: string[], known: RegExp) =>
  faults.splice(0, faults.length, ...faults.filter((fault) => !known.test(fault)))

test('a report that was not taken is kept from the first try, and sent while the page stands', async ({
  page,
  desk,
  faults,
}) => {
  await page.clock.install()
  await page.goto(`${desk.site}/en/status/zoom`)
  await page.evaluate(() => import('/device.js' as string))
  const keys: (string | undefined)[] = []
  let isBusy = true
  await page.route('**/reports', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    if (isBusy) await route.fulfill({ status: 503, body: '' })
    else await route.continue()
  })
  await page.getByRole('button', { name: 'I have a problem with Zoom' }).click()
  const queued = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const opening = indexedDB.open('desk', 1)
          opening.onsuccess = () => {
            const count = opening.result.transaction('reports').objectStore('reports').count()
            count.onsuccess = () => resolve(count.result)
          }
        }),
    )
  await expect.poll(queued).toBe(1)
  for (const tries of [2, 3]) {
    await page.clock.fastForward(31_000)
    await expect.poll(() => keys.length).toBeGreaterThanOrEqual(tries)
  }
  await expect(page.getByText(/^Saved on this device at/)).toBeVisible()
  isBusy = false
  await page.clock.fastForward(61_000)
  await expect(page.getByText(/^Counted\./)).toBeVisible()
  await expect.poll(queued).toBe(0)
  expect(new Set(keys).size).toBe(1)
  only(faults, /503/)
})

test('what follows a tap comes also when it could not be had at first', async ({ page, desk, faults }) => {
  await page.clock.install()
  let refusals = 0
  await page.route('**/api/v1/words/*', async (route) => {
    if (++refusals === 1) await route.fulfill({ status: 503, body: '' })
    else await route.continue()
  })
  await page.goto(`${desk.site}/en/status/zoom`)
  await page.getByRole('button', { name: 'It works for me' }).click()
  await expect.poll(() => refusals).toBe(1)
  await page.clock.fastForward(5_000)
  await expect(page.getByText('Noted: it works for you. Thank you.')).toBeVisible()
  only(faults, /503/)
})

test('lists that grow old say so, and are heard', async ({ page, desk, faults }) => {
  await page.clock.install()
  await page.goto(`${desk.site}/en`)
  await page.evaluate(() => import('/device.js' as string))
  let isBusy = true
  await page.route(`${desk.site}/en`, async (route) => {
    if (isBusy) await route.fulfill({ status: 503, body: '' })
    else await route.continue()
  })
  await page.clock.runFor(40_000)
  const strip = page.getByRole('status').filter({ hasText: /^Numbers are from .*We are catching up\.$/ })
  await expect(strip).toBeVisible()
  isBusy = false
  await page.clock.runFor(20_000)
  await expect(strip).toHaveCount(0)
  only(faults, /503/)
})

test('a report that waited is told of in the tab that made it', async ({ page, context, desk, faults }) => {
  const other = await context.newPage()
  for (const [tab, slug] of [
    [other, 'zoom'],
    [page, 'slack'],
  ] as const) {
    await tab.goto(`${desk.site}/en/status/${slug}`)
    await tab.evaluate(() => import('/device.js' as string))
  }
  const button = page.getByRole('button', { name: 'I have a problem with Slack' })
  await button.hover()
  await context.setOffline(true)
  await button.click()
  await expect(page.getByText(/^Saved on this device at/)).toBeVisible()
  await other.bringToFront()
  await context.setOffline(false)
  await expect(page.getByText(/^Counted\./)).toBeVisible()
  only(faults, /ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
})
