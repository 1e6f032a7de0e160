import type { Page } from '@playwright/test'
import { expect, test } from '../desk.ts'
import { stagedIncident } from '../pages.ts'

// Pages are drawn in one zone and read in all: every time on them is told in the reader's own, halves of hours too.

const zones = { 'Asia/Kolkata': 'UTC+5:30', 'America/St_Johns': 'UTC−2:30', 'Pacific/Auckland': 'UTC+13' }

/** Times of the page that are not those of the reader's zone, worked out apart from our own clock. */
const wrongTimes = (page: Page, zone: string) =>
  page.locator('main time[data-form]').evaluateAll((times, timeZone) => {
    const wrong: string[] = []
    for (const time of times as HTMLTimeElement[]) {
      const { form, now } = time.dataset
      const at = new Date(time.dateTime)
      const inZone = (moment: Date, options: Intl.DateTimeFormatOptions) =>
        new Intl.DateTimeFormat('en-GB', { timeZone, ...options }).format(moment)
      const day = (moment: Date) =>
        Date.parse(`${inZone(moment, { year: 'numeric', month: 'short', day: 'numeric' })} UTC`) / 86_400_000
      const clock = inZone(at, { hour: '2-digit', minute: '2-digit' })
      const date = inZone(at, { day: 'numeric', month: 'long' })
      const age = now ? day(new Date(now)) - day(at) : 0
      const dated = age === 1 ? ['yesterday'] : age !== 0 ? [date] : []
      const parts = form === 'date' ? [date] : [clock, ...dated]
      const told = time.textContent ?? ''
      if (!parts.every((part) => told.includes(part)) || (age === 0 && /yesterday/.test(told)))
        wrong.push(`${form} ${time.dateTime}: "${told}" is not ${parts.join(' ')}`)
    }
    return { wrong, seen: times.length }
  }, zone)

for (const [zone, offset] of Object.entries(zones)) {
  test.describe(`read in ${zone}`, () => {
    test.use({ timezoneId: zone })

    test('axis, stamps, days and incidents are told in the zone of the reader', async ({
      page,
      desk,
      request,
    }) => {
      const paths = ['', '/status/whatsapp', '/incidents', await stagedIncident(request, desk.site, 'over')]
      for (const path of paths) {
        await page.goto(`${desk.site}/en${path}`, { waitUntil: 'networkidle' })
        // What is folded away is told anew when it is opened.
        await page.locator('main details').evaluateAll((all) => {
          for (const one of all as HTMLDetailsElement[]) one.open = true
        })
        await expect.poll(async () => (await wrongTimes(page, zone)).wrong, { message: path }).toEqual([])
        expect((await wrongTimes(page, zone)).seen, `${path} tells no time`).toBeGreaterThan(0)
      }
      await page.goto(`${desk.site}/ar/status/whatsapp`)
      await expect(page.locator('.stamp [data-zone]').first()).toContainText(offset)
    })

    test('so are the axes of a comparison, and the hours that a map can be of', async ({ page, desk }) => {
      for (const [path, told] of [
        ['/compare/chatgpt-vs-whatsapp', '.compare-plots .plot-tick time'],
        ['/map', 'option[data-at]'],
      ] as const) {
        await page.goto(`${desk.site}/en${path}`)
        const wrong = () =>
          page.locator(`main ${told}`).evaluateAll((all, timeZone) => {
            const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
            const seen = all.filter((one) => one.matches('option') || one.checkVisibility())
            const moment = (one: Element) => one.getAttribute('datetime') ?? one.getAttribute('data-at') ?? ''
            const isRight = (one: Element) => one.textContent?.includes(clock.format(new Date(moment(one))))
            return seen.length < 5 ? ['hardly any'] : seen.filter((one) => !isRight(one)).map(String)
          }, zone)
        await expect.poll(wrong, { message: path }).toEqual([])
        await expect(page.locator('main [data-zone]').first()).toContainText(offset)
      }
    })
  })
}
