import { axe } from '../axe.ts'
import { expect, test } from '../desk.ts'

// Finding a service: by keyboard while typing, without script, and asking for one that is not there.

test('services are offered while one types, and chosen by keyboard', async ({ page, desk }) => {
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/search')) asked.push(request.url())
  })
  await page.goto(`${desk.site}/en`, { waitUntil: 'networkidle' })
  const field = page.locator('main .srch input')
  await page.keyboard.press('/')
  // The first field that can be seen: the one of the page itself.
  await expect(field).toBeFocused()
  await expect(field).toHaveRole('combobox')
  await expect(field).toHaveAttribute('aria-expanded', 'false')
  expect(asked).toEqual([])
  await field.pressSequentially('whatsap')
  const list = page.locator('main [role=listbox]')
  await expect(list).toBeVisible()
  await expect(field).toHaveAttribute('aria-expanded', 'true')
  const first = list.getByRole('option').first()
  await expect(first).toHaveAccessibleName(/^WhatsApp, .+, .* in 15 minutes$/)
  expect(asked.length).toBeGreaterThan(0)
  const { violations } = await axe(page).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  await field.press('ArrowDown')
  await expect(first).toHaveAttribute('aria-selected', 'true')
  await expect(field).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id'))!)
  await field.press('ArrowUp')
  await expect(first).toHaveAttribute('aria-selected', 'false')
  await field.press('Escape')
  await expect(list).toBeHidden()
  await expect(field).toHaveValue('whatsap')
  await field.press('ArrowDown')
  await expect(list).toBeVisible()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(page).toHaveURL(`${desk.site}/en/status/whatsapp`)
})

test('what is not there can be asked for from the list', async ({ page, desk }) => {
  await page.goto(`${desk.site}/ar`, { waitUntil: 'networkidle' })
  const field = page.locator('main .srch input')
  await field.click()
  await field.pressSequentially('قققققق')
  const option = page.locator('main [role=listbox] [role=option]')
  await expect(option).toHaveText(/لا نتابع/)
  await option.click()
  await expect(page).toHaveURL(/\/ar\/request\?name=/)
  await expect(page.locator('#request-name')).toHaveValue('قققققق')
})

test('"/" can be turned off, and is a letter inside a field', async ({ page, desk }) => {
  await page.goto(`${desk.site}/en/search`, { waitUntil: 'networkidle' })
  const field = page.locator('main .srch input')
  await field.click()
  await field.press('/')
  await expect(field).toHaveValue('/')
  await page.evaluate(() => localStorage.setItem('desk-shortcut', 'off'))
  await page.reload({ waitUntil: 'networkidle' })
  await page.keyboard.press('/')
  await expect(field).not.toBeFocused()
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('search works, and says the number of finds', async ({ page, desk }) => {
    await page.goto(`${desk.site}/en`)
    await page.locator('main .srch input').fill('whatsap')
    await page.keyboard.press('Enter')
    await expect(page.locator('main [role=status]')).toHaveText(/for “whatsap”/)
    await expect(page.locator('main a[href="/en/status/whatsapp"]')).toBeVisible()
  })

  test('a service that is not there is asked for, with errors beside their fields', async ({
    page,
    desk,
    faults,
  }) => {
    const answer = await page.goto(`${desk.site}/en/status/whatsap-for-fridges`)
    expect(answer!.status()).toBe(404)
    await expect(page.locator('main h1')).toHaveText('We do not follow “whatsap for fridges” yet.')
    await expect(page.locator('#request-name')).toHaveValue('whatsap for fridges')
    await page.getByLabel('Website').fill('nowhere')
    await page.getByRole('button', { name: 'Ask for it' }).click()
    const website = page.getByLabel('Website')
    await expect(website).toHaveAttribute('aria-invalid', 'true')
    await expect(website).toHaveAccessibleDescription(/no website address/)
    await expect(website).toHaveValue('nowhere')
    await website.fill('https://fridges.example/shop')
    await page.getByRole('button', { name: 'Ask for it' }).click()
    await expect(page.locator('main [role=status]')).toHaveText(/^Noted\./)
    await expect(page.getByText('1 person asked. At 25 we look at it.')).toBeVisible()
    faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('404')))
  })

  test('the form is found from the footer, and leads to what we follow already', async ({ page, desk }) => {
    await page.goto(`${desk.site}/ar`)
    await page.getByRole('link', { name: 'إضافة خدمة' }).click()
    await page.locator('#request-name').fill('واتساب')
    await page.locator('#request-name').press('Enter')
    await expect(page).toHaveURL(`${desk.site}/ar/status/whatsapp`)
  })
})

for (const language of ['en', 'ar'] as const) {
  test(`asking is accessible and fits a narrow phone: ${language}`, async ({ page, desk, faults }) => {
    await page.setViewportSize({ width: 320, height: 700 })
    for (const path of ['/request', '/request?said=invalid&name=x&website=y', '/status/no-such-thing']) {
      await page.goto(`${desk.site}/${language}${path}`)
      const { violations } = await axe(page).analyze()
      expect(
        violations.map(({ id }) => id),
        path,
      ).toEqual([])
      const [width, seen] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ])
      expect(width, path).toBeLessThanOrEqual(seen!)
    }
    faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('404')))
  })
}

test('a part has its own page, and names its family', async ({ page, desk }) => {
  await page.goto(`${desk.site}/en/status/github/c/github-actions`)
  await expect(page).toHaveURL(`${desk.site}/en/status/github-actions`)
  const family = page.getByRole('navigation', { name: 'Parts of this service' })
  await expect(family.getByRole('link')).toHaveCount(3)
  await expect(family.locator('[aria-current=page]')).toHaveText(/GitHub Actions/)
})
