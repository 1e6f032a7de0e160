import { expect, test } from '../desk.ts'

test('"delete what this device remembers" leaves nothing, and says so', async ({ page, context, desk }) => {
  await page.goto(`${desk.site}/en/status/whatsapp`)
  await page.evaluate(async () => {
    await import('/device.js' as string)
    await navigator.serviceWorker.ready
  })
  await page.getByRole('button', { name: 'Follow', exact: true }).click()
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  const kept = () =>
    page.evaluate(async () => ({
      values: Object.keys(localStorage).length + Object.keys(sessionStorage).length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }))
  await expect.poll(async () => Object.values(await kept()).every((count) => count > 0)).toBe(true)

  // As it would be left by a visit without script.
  await context.addCookies([
    { name: 'desk', value: 'theme=dark&follow=chatgpt', url: desk.site, httpOnly: true },
    { name: 'lang', value: 'en', url: desk.site },
  ])
  await page.goto(`${desk.site}/en/settings`)
  await page.getByRole('button', { name: 'Delete what this device remembers' }).click()
  await expect(page.getByText('Deleted. Nothing of ours is left on this device.')).toBeVisible()
  expect(await kept()).toEqual({ values: 0, databases: 0, caches: 0, workers: 0 })
  expect(await context.cookies()).toEqual([])
})
