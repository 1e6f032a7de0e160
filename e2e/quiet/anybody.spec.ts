import { expect, test } from '../desk.ts'
import { languages, missing, pages } from '../pages.ts'

// Pages in the hands of people whose browsers are set otherwise: without script, in forced colours, without motion,
// with larger letters.

// They only read, so that they may share two workers.
test.describe.configure({ mode: 'parallel' })

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  for (const language of languages) {
    test(`every page says what it is for: ${language}`, async ({ page, desk, faults }) => {
      test.setTimeout(300_000)
      for (const path of Object.values(pages)) {
        const answer = await page.goto(`${desk.site}/${language}${path}`)
        expect.soft(answer!.status(), path).toBe(missing.includes(path) ? 404 : 200)
        await expect.soft(page.locator('main h1'), path).toHaveCount(1)
        const said = ((await page.locator('main').textContent()) ?? '').trim()
        expect.soft(said.length, `${path} says next to nothing`).toBeGreaterThan(40)
      }
      faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('404')))
    })
  }

  test('the answer, the form, the chart and its numbers are in the first HTML', async ({ page, desk }) => {
    await page.goto(`${desk.site}/en/status/whatsapp`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('WhatsApp')
    await expect(page.getByRole('button', { name: 'I have a problem with WhatsApp' })).toBeVisible()
    await expect(page.locator('figure svg path').first()).toBeAttached()
    await page.getByText('Show the numbers as a table').click()
    await expect(page.locator('.chart-table tbody tr').first()).toBeVisible()
  })
})

test('in forced colours buttons keep a border, and the status its shape', async ({ page, desk }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto(`${desk.site}/en/status/whatsapp`)
  const go = page.getByRole('button', { name: 'I have a problem with WhatsApp' })
  const [width, border, ground] = await go.evaluate((button) => {
    const style = getComputedStyle(button)
    return [Number.parseFloat(style.borderTopWidth), style.borderTopColor, style.backgroundColor]
  })
  expect(width).toBeGreaterThanOrEqual(2)
  expect(border).not.toBe(ground)
  await expect(page.locator('main svg').first()).toBeVisible()
  await expect(page.locator('main').getByText('No sign of problems').first()).toBeVisible()
})

test('switching the language keeps the page, what was asked of it, and the place on it', async ({
  page,
  desk,
}) => {
  await page.goto(`${desk.site}/en/status/chatgpt?range=7d`)
  await page.evaluate(async () => {
    await import('/device.js' as string)
  })
  await page.locator('.mast a[hreflang=ar]').focus()
  await page.evaluate(() => document.getElementById('mix')?.scrollIntoView())
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${desk.site}/ar/status/chatgpt?range=7d#mix`)
  // At the top there is nothing to keep.
  const link = page.locator('.mast a[hreflang=en]')
  await page.evaluate(async () => {
    await import('/device.js' as string)
    scrollTo(0, 0)
    history.replaceState(null, '', location.pathname + location.search)
  })
  await link.click()
  await expect(page).toHaveURL(`${desk.site}/en/status/chatgpt?range=7d`)
})

test('without script too the other language keeps what was asked', async ({ request, desk }) => {
  for (const path of [
    '/incidents?service=whatsapp&severity=major',
    '/status/chatgpt/history?month=2026-03',
    '/map?map=1',
    '/request?name=Notion',
  ]) {
    const html = await (await request.get(`${desk.site}/en${path}`)).text()
    expect(html).toContain(`href="/ar${path.replaceAll('&', '&amp;')}"`)
  }
})

test('an address without a language opens in the one switched to, from the header or the settings', async ({
  page,
  desk,
}) => {
  const opened = async () => (await page.request.get(desk.site)).url()
  expect(await opened()).toBe(`${desk.site}/en`)
  await page.goto(`${desk.site}/en/settings`)
  await page.evaluate(() => import('/device.js' as string))
  await page.locator('main a[hreflang=ar]').click()
  await expect(page).toHaveURL(`${desk.site}/ar/settings`)
  expect(await opened()).toBe(`${desk.site}/ar`)
  await page.evaluate(() => import('/device.js' as string))
  await page.locator('.mast a[hreflang=en]').click()
  await expect(page).toHaveURL(`${desk.site}/en/settings`)
  expect(await opened()).toBe(`${desk.site}/en`)
})

test('a page that a translator touched before it was alive keeps its theme', async ({ browser, desk }) => {
  // A context of its own: in the console React says, by right, that it had to make the page anew.
  const context = await browser.newContext({ colorScheme: 'light' })
  const page = await context.newPage()
  await page.addInitScript(() => {
    localStorage.setItem('desk-theme', 'dark')
    // As a translator would.
    new MutationObserver((_, observer) => {
      const link = document.querySelector('footer a')
      if (!link) return
      observer.disconnect()
      link.textContent = 'Methodik'
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(`${desk.site}/en/incidents`)
  await expect(page.locator('footer a').first()).toHaveText('Methodology')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('button', { name: 'Switch between light and dark' })).toBeVisible()
  await context.close()
})

test('light turns dark at a tap, however early, and stays so', async ({ browser, desk }) => {
  const context = await browser.newContext({ colorScheme: 'light' })
  const page = await context.newPage()
  // What does it comes late, as on a bad line.
  await page.route('**/device.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await route.continue()
  })
  await page.goto(`${desk.site}/ar`, { waitUntil: 'commit' })
  const root = page.locator('html')
  await page.getByRole('button', { name: 'تبديل المظهر بين الفاتح والداكن' }).click()
  await expect(root).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(root).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: 'تبديل المظهر بين الفاتح والداكن' }).click()
  await expect(root).toHaveAttribute('data-theme', 'light')
  await context.close()
})

test('who wants less motion sees none', async ({ page, desk }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(`${desk.site}/en/status/whatsapp`)
  const moving = await page.evaluate(
    () =>
      document.getAnimations().filter((one) => {
        const { duration, iterations } = one.effect!.getComputedTiming()
        return one.playState === 'running' && Number(duration) * Number(iterations) > 10
      }).length,
  )
  expect(moving).toBe(0)
})

test.describe('with large letters', () => {
  // The style is this test's own, not the page's.
  test.use({ bypassCSP: true })

  for (const language of languages) {
    test(`letters twice as large and looser text break nothing: ${language}`, async ({
      page,
      desk,
      faults,
    }) => {
      test.setTimeout(300_000)
      // 1280 px at 400 % is 320 px; here the letters grow in a window that stays.
      await page.setViewportSize({ width: 640, height: 900 })
      for (const path of Object.values(pages)) {
        await page.goto(`${desk.site}/${language}${path}`)
        await page.addStyleTag({
          content: `html { font-size: 200% !important }
          * { line-height: 1.5 !important; word-spacing: 0.16em !important;
            ${language === 'en' ? 'letter-spacing: 0.12em !important;' : ''} }
          p { margin-block-end: 2em !important }`,
        })
        const [width, seen] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ])
        expect.soft(width, `${path} scrolls sideways`).toBeLessThanOrEqual(seen!)
      }
      faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('404')))
    })
  }
})
