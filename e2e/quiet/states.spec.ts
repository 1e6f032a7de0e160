import type { APIRequestContext, Page } from '@playwright/test'
import { expectAccessible, expectAccessiblePages } from '../axe.ts'
import { expect, test } from '../desk.ts'
import { languages } from '../pages.ts'

// Every state of a service's page and of its report panel is accessible, in both languages and themes. Trouble itself is
// looked at in the outage (outage/outage.spec.ts).

/** A service with too few reports to judge it. */
async function findUnknown(request: APIRequestContext, site: string): Promise<string> {
  const { components } = await (await request.get(`${site}/api/v2/components.json`)).json()
  for (const { id, group } of components) {
    if (group) continue
    const { status } = await (await request.get(`${site}/api/v1/services/${id}/state`)).json()
    if (status === 'unknown') return id
  }
  throw new Error('every service on the stage can be judged')
}

/**
 * A page says so in the end: one that somebody saw before is kept until it is old by the stage's clock, and the page
 * process looks for changed services every half minute.
 */
const saysSoon = (
  page: Page,
  address: string,
  words: string,
  letTimePass: () => Promise<void>,
): Promise<void> =>
  expect(async () => {
    await letTimePass()
    await page.goto(address)
    await expect(page.getByText(words).first()).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 70_000 })

test('paused, closed, too few reports to say, and numbers that grew old', async ({ page, request, desk }) => {
  test.setTimeout(300_000)
  const unknown = await findUnknown(request, desk.site)
  await desk.pause('roblox')
  await desk.closeService('canva')
  const pass = () => desk.pass(20)
  const paused = 'Reports are paused while we check unusual traffic.'
  await saysSoon(page, `${desk.site}/en/status/roblox`, paused, pass)
  await saysSoon(page, `${desk.site}/en/status/canva`, 'Canva closed on', pass)
  await expectAccessiblePages(page, desk.site, ['/status/roblox', '/status/canva', `/status/${unknown}`])

  await desk.doze(240)
  const stale = ['/status/gemini', '', '/map?map=1', '/categories/ai', '/platform']
  await saysSoon(page, `${desk.site}/en/status/gemini`, 'Numbers are from', () => desk.doze(20))
  await expectAccessiblePages(page, desk.site, stale)
  await desk.pass(1)
})

test('what cannot be read says so in its place, and the rest of the page stands', async ({ page, desk }) => {
  const said = { en: 'This part did not load.', ar: 'تعذّر تحميل هذا الجزء.' }
  await page.goto(`${desk.site}/en/incidents`)
  const record = await page.locator('main a[href*="/incidents/"]').first().getAttribute('href')
  const paths = ['/status/duolingo', `/incidents/${record?.split('/').pop()}`]
  await desk.loseNotes()
  for (const language of languages) {
    for (const path of paths) {
      await page.goto(`${desk.site}/${language}${path}`)
      await expect(page.getByText(said[language])).toBeVisible()
      await expect(page.locator('.plot').first()).toBeVisible()
    }
  }
  await expectAccessiblePages(page, desk.site, paths)
  await page.goto(`${desk.site}/en${paths[0]}`)
  await desk.findNotes()
  // The page that everybody gets may be some seconds old.
  await expect(async () => {
    await desk.pass(20)
    // Notes that are in sight also come by themselves, on a slow machine before the next press.
    const again = page.getByRole('link', { name: 'Try again' })
    if (await again.isVisible()) await again.click()
    await expect(page).toHaveURL(/#notes$/)
    await expect(page.getByText(said.en)).toHaveCount(0, { timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
})

const isAlive = (page: Page) => page.locator('.plot input[type=range]').first().waitFor()

for (const language of languages) {
  test(`whatever follows a tap: ${language}`, async ({ page, context, desk, faults }) => {
    test.setTimeout(180_000)
    const service = `${desk.site}/${language}/status/gemini`
    const panel = page.locator('.panel')
    const tap = page.locator('form.report button.go')
    const look = (what: string) => expectAccessible(page, `${language}, ${what}`)
    const open = async (): Promise<void> => {
      await page.goto(service)
      await isAlive(page)
    }

    await open()
    await tap.click()
    await panel.locator('form.more-of-it').waitFor()
    await panel.locator('summary').click()
    await look('counted')
    await panel.locator('button.plain').last().click()
    await expect(panel.locator('form')).toHaveCount(0)
    await look('thanked')
    await open()
    await tap.click()
    await expect(panel.locator('.fld button')).toHaveCount(2)
    await look('counted before')
    await panel.locator('.fld button').first().click()
    await panel.locator('form.more-of-it').waitFor()
    await look('adding to it')
    await open()
    await page.locator('form.report button.plain').first().click()
    await expect(panel.locator('h2')).toBeVisible()
    await look('it works for me')
    await open()
    await tap.hover()
    await tap.focus()
    await context.setOffline(true)
    await tap.click()
    await expect(panel.locator('h2')).toBeVisible()
    await look('saved for later')
    await context.setOffline(false)
    faults.splice(
      0,
      faults.length,
      ...faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(fault)),
    )
  })
}
