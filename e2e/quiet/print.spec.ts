import { expect, test } from '../desk.ts'
import { languages, stagedIncident } from '../pages.ts'

// On paper nothing can be pressed, and a sheet has to say by itself where it is from, of when, and what it may be used for.

const words = {
  en: {
    time: 'Numbers of {at}, 17 March 2026, India time (UTC+5:30).',
    licence: 'Free to use under CC BY 4.0: name Outage Desk and the time of the numbers.',
  },
  ar: {
    time: 'الأرقام كما كانت عند {at}، 17 مارس 2026، بتوقيت الهند (UTC+5:30).',
    licence: 'الاستخدام متاح بموجب CC BY 4.0، مع ذكر مرصد الأعطال ووقت الأرقام.',
  },
}

test.use({ timezoneId: 'Asia/Kolkata', colorScheme: 'dark' })

for (const language of languages) {
  test(`printed pages name their address, time and licence, and have no buttons: ${language}`, async ({
    page,
    desk,
    request,
  }) => {
    const incident = await stagedIncident(request, desk.site, 'over')
    for (const path of ['/status/whatsapp?range=7d', incident]) {
      const address = `${desk.site}/${language}${path}`
      await page.emulateMedia({ media: 'screen' })
      await page.goto(address)
      const foot = page.locator('.paper')
      await expect(foot).toBeHidden()
      await page.emulateMedia({ media: 'print' })
      await expect(foot).toContainText(address)
      await expect(foot).toContainText(words[language].licence)
      const told = async () => (await foot.textContent())?.replace(/\d\d:\d\d/, '{at}')
      await expect.poll(told).toContain(words[language].time)
      for (const role of ['button', 'textbox', 'searchbox'] as const)
        await expect(page.getByRole(role).filter({ visible: true }), role).toHaveCount(0)
      await expect(page.locator('.replay-bar')).toBeHidden()
      await expect(page.locator('#follow')).toBeHidden()
      // Opened, though it is closed on the screen.
      await expect(page.locator('.chart-table td').first()).toBeVisible()
      await expect(page.locator('.chart-table summary')).toBeHidden()
      // The first page has the chart on it, not the verdict alone.
      await expect(page.locator('section:has(.report-chart)')).toHaveCSS('break-inside', 'auto')
      const colour = await page
        .locator('.verdict .label')
        .evaluate((label) => [getComputedStyle(label).color, getComputedStyle(document.body).backgroundColor])
      expect(colour[1]).toBe('rgb(255, 255, 255)')
      // A status of the light palette, or ink: a record that is over has the second one.
      const dark = [
        'rgb(11, 110, 90)',
        'rgb(143, 95, 0)',
        'rgb(147, 15, 34)',
        'rgb(0, 0, 0)',
        'rgb(34, 34, 34)',
      ]
      expect(dark).toContain(colour[0])
    }
  })
}

test('what is printed of a page that lives on is of the moment that it shows', async ({ page, desk }) => {
  const follows = page.waitForRequest(/\/stream$/)
  await page.goto(`${desk.site}/en/status/whatsapp`)
  await follows
  const shown = page.locator('.verdict .stamp time')
  const first = await shown.textContent()
  await desk.pass(120)
  await page.emulateMedia({ media: 'print' })
  await expect(async () => {
    const [told, ours] = [await shown.textContent(), await page.locator('.paper').textContent()]
    expect(ours).toContain(`Numbers of ${told?.slice(0, 5)}, `)
    expect(told).not.toContain(first?.slice(0, 5))
  }).toPass()
})
