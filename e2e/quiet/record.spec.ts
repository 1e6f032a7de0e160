import type { APIRequestContext } from '@playwright/test'
import { axe } from '../axe.ts'
import { expect, test } from '../desk.ts'

// The permanent record: replayed by keyboard without hindsight, found in the archive, marked in the year.

/** What the spec reads of a replay. */
interface Replay {
  from: string
  log: { at: string; status: string }[]
}

const past = async (request: APIRequestContext, site: string) => {
  const { incidents } = await (await request.get(`${site}/api/v1/incidents?severity=major&limit=100`)).json()
  const incident = incidents.find(
    (row: { endedAt: string | null; falseAlarm: boolean }) => row.endedAt && !row.falseAlarm,
  )
  const replay: Replay = await (await request.get(`${site}/api/v1/incidents/${incident.id}/replay`)).json()
  return { incident, replay }
}

test('an incident is replayed by keyboard, and says of an early minute what was said then', async ({
  page,
  request,
  desk,
}) => {
  const { incident, replay } = await past(request, desk.site)
  await page.goto(`${desk.site}/en/incidents/${incident.id}`)
  const slider = page.getByRole('slider', { name: 'Minute of the incident' })
  // Untouched it stands where the words beside it are.
  const peak = await page
    .getByText(/^At the peak/)
    .locator('time')
    .getAttribute('datetime')
  const atPeak = Math.floor((Date.parse(peak!) - Date.parse(replay.from)) / 60_000)
  await expect(slider).toHaveValue(String(atPeak))
  await slider.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('PageUp')
  // Fifteen minutes in, half an hour of it being before the beginning: nothing may be said of what came.
  await expect(slider).not.toHaveAttribute('aria-valuetext', /major/i)
  const major = replay.log.find(({ status }) => status === 'major')!
  const minutes = Math.ceil((Date.parse(major.at) - Date.parse(replay.from)) / 60_000)
  await slider.fill(String(minutes))
  await expect(slider).toHaveAttribute('aria-valuetext', /major problems/i)
  await slider.fill(String(minutes - 1))
  await expect(slider).not.toHaveAttribute('aria-valuetext', /major/i)
  await expect(page).toHaveURL(/#t=\d{4}$/)
  const { violations } = await axe(page).analyze()
  expect(violations.map((one) => one.help)).toEqual([])
})

test('a link opens on its minute', async ({ page, request, desk }) => {
  const { incident } = await past(request, desk.site)
  const mark = new Date(incident.peakAt).toISOString().slice(11, 16).replace(':', '')
  await page.goto(`${desk.site}/ar/incidents/${incident.id}#t=${mark}`)
  await expect(page.getByRole('slider').last()).toHaveAttribute('aria-valuetext', /بلاغ/)
})

test('false alarms in the archive are struck through, and easy to hit', async ({ page, request, desk }) => {
  const { incidents } = await (await request.get(`${desk.site}/api/v1/incidents?limit=100`)).json()
  const { startedAt } = incidents.find((row: { falseAlarm: boolean }) => row.falseAlarm)
  await page.goto(`${desk.site}/ar/incidents/${startedAt.slice(0, 7).replace('-', '/')}`)
  await page.locator('.days details summary').click()
  const link = page.locator('.struck a').first()
  expect((await link.boundingBox())!.height).toBeGreaterThanOrEqual(24)
  // A line through what stands around a box does not go through the box.
  expect(await link.evaluate((one) => getComputedStyle(one).display)).toBe('inline')
})

test('without script the record is whole', async ({ browser, request, desk }) => {
  const { incident } = await past(request, desk.site)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${desk.site}/en/incidents/${incident.id}`)
  await expect(page.getByText(/^At the peak/)).toBeVisible()
  await expect(page.locator('.strips svg').first()).toBeVisible()
  await expect(page.getByRole('slider')).toHaveCount(0)
  await context.close()
})

test('the archive is narrowed by a form, and a month to come is not there', async ({
  page,
  request,
  desk,
}) => {
  const { incident } = await past(request, desk.site)
  await page.goto(`${desk.site}/en/incidents`)
  await page.getByLabel('Severity').selectOption('possible')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/severity=possible/)
  await expect(page.locator(`a[href$="${incident.id}"]`)).toHaveCount(0)
  await page.goto(`${desk.site}/en/incidents?service=netflix&severity=major&country=BR`)
  await page.getByRole('link', { name: 'Clear them' }).click()
  await expect(page).toHaveURL(/\/en\/incidents$/)
  expect((await request.get(`${desk.site}/en/incidents/2031/01`)).status()).toBe(404)
})

test('a history is narrowed by a form, a month and back, without script too', async ({ browser, desk }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const path = `${desk.site}/en/status/chatgpt/history`
  await page.goto(path)
  const rows = page.locator('table.incidents tbody tr')
  const all = await rows.count()
  await page.getByLabel('Severity').selectOption('major')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/history\?severity=major&month=/)
  const major = await rows.count()
  expect(major).toBeGreaterThan(0)
  expect(major).toBeLessThan(all)
  await expect(page.getByRole('link', { name: 'CSV' })).toHaveAttribute('href', /severity=major/)
  await expect(page.getByRole('link', { name: 'Atom' })).toHaveAttribute('href', /severity=major/)
  await page
    .getByRole('navigation', { name: 'The last twelve months' })
    .getByRole('link', { name: 'April 2025' })
    .click()
  await expect(page).toHaveURL(/severity=major&month=2025-04/)
  await page.getByRole('link', { name: 'Clear them' }).click()
  await expect(rows).toHaveCount(all)
  await page.goto(`${desk.site}/en/incidents?service=chatgpt`)
  const atom = page.getByRole('link', { name: 'Atom' })
  await expect(atom).toHaveAttribute('href', /^\/status\/chatgpt\/feed\.atom\?lang=en/)
  expect((await page.request.get(desk.site + (await atom.getAttribute('href')))).status()).toBe(200)
  await context.close()
})

test('the record has cards to cite, a licence, and what people wrote as far as it is kept', async ({
  page,
  request,
  desk,
}) => {
  const { incident } = await past(request, desk.site)
  await page.goto(`${desk.site}/en/incidents/${incident.id}`)
  for (const kind of ['SVG', 'PNG', 'JSON']) {
    const card = page.getByRole('link', { name: kind, exact: true })
    expect((await request.get(desk.site + (await card.getAttribute('href')))).status()).toBe(200)
  }
  await expect(page.locator('main').getByText(/CC BY 4\.0/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'What people wrote' })).toBeVisible()
  await expect(page.getByText('Nothing is kept of what people wrote.')).toBeVisible()
})

test('the year is read by keyboard, and opens a day', async ({ page, request, desk }) => {
  const { incident } = await past(request, desk.site)
  await page.goto(`${desk.site}/en/status/${incident.service.slug}/history`)
  const strip = page.getByRole('slider', { name: 'Day' })
  await strip.focus()
  await page.keyboard.press('PageUp')
  await expect(strip).toHaveAttribute('aria-valuetext', /February/)
  await page.keyboard.press('PageDown')
  const day = incident.startedAt.slice(0, 10)
  const back = Math.round((Date.parse('2026-03-17') - Date.parse(day)) / 86_400_000)
  for (let left = back; left > 0; left--) await page.keyboard.press('ArrowLeft')
  await expect(strip).toHaveAttribute('aria-valuetext', /major problems/)
  await page.keyboard.press('Enter')
  await expect(page.locator(`#d-${day}`)).toBeFocused()
  const { violations } = await axe(page).analyze()
  expect(violations.map((one) => one.help)).toEqual([])
})
