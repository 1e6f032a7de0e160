import type { Browser } from '@playwright/test'
import { expectAccessiblePages } from '../axe.ts'
import { expectBudget, expectStill, visit } from '../budgets.ts'
import { expect, test } from '../desk.ts'
import { languages, picturedInTrouble, stagedIncident } from '../pages.ts'
import { openAsker, refuse, reportAndBeAsked } from './askers.ts'
import { listen } from './heard.ts'
import { expectShapeAndWord } from './looks.ts'
import { askByMail } from './mail-readers.ts'

// The story of the demo, on a driven clock: an open page and an embed on somebody else's site live through it.

test.describe.configure({ mode: 'serial' })

/** Most people come in trouble, and all at once: then too the pages keep their budgets. */
async function expectLightPages(browser: Browser, site: string): Promise<void> {
  for (const language of languages) {
    for (const [name, path] of Object.entries({
      home: `/${language}`,
      service: `/${language}/status/chatgpt`,
      embed: `/embed/chatgpt?lang=${language}`,
    })) {
      const seen = await visit(browser, site + path, { width: 390 })
      expectBudget(name, language, seen)
      expectStill(name, language, seen)
    }
  }
}

test('an outage is seen on an open page and in a foreign embed without a reload', async ({
  page,
  context,
  browser,
  request,
  desk,
}) => {
  test.setTimeout(600_000)
  await page.goto(`${desk.site}/en/status/chatgpt`)
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toContainText('Nothing unusual at ChatGPT')
  const arabic = await context.newPage()
  await arabic.goto(`${desk.site}/ar/status/chatgpt`)
  const foreign = await context.newPage()
  await foreign.goto(desk.foreign)
  const card = foreign.frameLocator('#card')
  await expect(card.getByText('No sign of problems')).toBeVisible()
  const drawn = () =>
    page.locator('figure svg path').evaluateAll((paths) => paths.map((path) => path.getAttribute('d')).join())
  const before = await drawn()
  await expect(page.locator('[data-push-block]')).toBeHidden()
  await page.evaluate(() => {
    ;(window as unknown as { kept: boolean }).kept = true
  })
  const heard = await listen(page)

  await desk.play(1)
  await expect(heading).toContainText('ChatGPT may be having problems')
  const other = await context.newPage()
  await expectAccessiblePages(other, desk.site, ['/status/chatgpt'])
  await expectShapeAndWord(browser, desk.site, 'possible')
  await desk.play(3)
  await expect(heading).toContainText('People report major problems with ChatGPT')
  await expect(arabic.getByRole('heading', { level: 1 })).toContainText('بلاغات واسعة عن مشكلات في')
  expect(await drawn()).not.toBe(before)
  await expectShapeAndWord(browser, desk.site, 'major')
  await foreign.bringToFront()
  await expect(card.getByText('Major problems')).toBeVisible({ timeout: 40_000 })
  await page.bringToFront()
  await desk.play(4)
  // The operator's word, and how much earlier the crowd was.
  await expect(page.getByText(/OpenAI · Investigating/)).toBeVisible()
  await expect(page.getByText(/Reports were \d+ minutes? ahead of OpenAI/).first()).toBeVisible()
  // What rose beside it: a list that is looked at again each minute, and when the reader comes back.
  await expect(async () => {
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    const sora = page.locator('main a[href="/en/status/sora"]')
    await expect(sora).toContainText('Major problems', { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await expectLightPages(browser, desk.site)
  await expectAccessiblePages(other, desk.site, [
    ...Object.values(picturedInTrouble),
    '/categories/ai',
    '/search?q=chatgpt',
    await stagedIncident(request, desk.site, 'open'),
  ])
  const askers = await Promise.all(languages.map((language) => openAsker(browser, desk, language)))
  for (const asker of askers) await asker.asks()
  const readers = await Promise.all(languages.map((language) => askByMail(browser, desk, language)))
  for (const language of languages) {
    await refuse(browser, desk, language)
    await reportAndBeAsked(browser, desk, language)
  }
  await desk.play(18)
  await expect(heading).toContainText('ChatGPT is recovering')
  await expectShapeAndWord(browser, desk.site, 'recovering')
  // By then the timeline has all of its entries.
  await expectLightPages(browser, desk.site)
  await expectAccessiblePages(other, desk.site, ['', '/status/chatgpt'])
  await desk.play(24)
  await expect(heading).toContainText('Nothing unusual at ChatGPT')
  expect(await page.evaluate(() => (window as unknown as { kept?: boolean }).kept)).toBe(true)
  // A screen reader is told of each change once, and of no count, though there were thousands.
  expect((await heard()).map((said) => said.replace(/\d\d:\d\d/, '{t}'))).toEqual([
    'ChatGPT changed from no sign of problems to possible problems at {t}.',
    'ChatGPT changed from possible problems to major problems at {t}.',
    'ChatGPT changed from major problems to recovering at {t}.',
    'ChatGPT changed from recovering to no sign of problems at {t}.',
  ])
  for (const reader of readers) await reader.isTold()
  for (const asker of askers) {
    await asker.isTold()
    await asker.close()
  }
})

test('the incident has a permanent page with its figures', async ({ page, desk }) => {
  await page.goto(`${desk.site}/en/status/chatgpt`)
  await page.locator('a[href*="/en/incidents/2026-03-17-chatgpt-"]').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('ChatGPT outage, 17 March 2026')
  await expect(page.getByText(/Reports were \d+ minutes? ahead of OpenAI/).first()).toBeVisible()
  const address = page.url().replace('/en/', '/ar/')
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('عطل')
})

test('why we say so: the page shows the numbers of the API', async ({ page, request, desk }) => {
  const state = await (await request.get(`${desk.site}/api/v1/services/chatgpt/state`)).json()
  await page.goto(`${desk.site}/en/status/chatgpt`)
  await expect(page.getByText(state.verdict.ruleVersion).first()).toBeAttached()
})
