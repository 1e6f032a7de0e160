import { expectBudget, expectStill, explorer, gzipped, isRecharts, type Language, visit } from '../budgets.ts'
import { expect, test } from '../desk.ts'

// Pages on a slow phone: what they may weigh (e2e/budgets.json), and that nothing moves.

const paths: Record<string, (language: Language) => string> = {
  home: (language) => `/${language}`,
  service: (language) => `/${language}/status/whatsapp`,
  methodology: (language) => `/${language}/methodology`,
  list: (language) => `/${language}/incidents`,
  embed: (language) => `/embed/whatsapp?lang=${language}`,
}

for (const language of ['en', 'ar'] as const) {
  test(`pages keep their budgets, and nothing moves: ${language}`, async ({ browser, request, desk }) => {
    test.slow()
    const list = await request.get(`${desk.site}/${language}/incidents`)
    expect(list.status()).toBe(200)
    const incident = new RegExp(`/${language}/incidents/\\d{4}-[\\w-]+`).exec(await list.text())![0]
    const addresses = Object.entries(paths).map(([name, path]) => [name, path(language)] as const)
    for (const [name, path] of [...addresses, ['incident', incident] as const]) {
      for (const width of [390, 1280]) {
        const seen = await visit(browser, desk.site + path, { width })
        if (width === 390) expectBudget(name, language, seen)
        expectStill(name, `${language}, ${width} px`, seen)
      }
    }
  })

  test(`nothing moves when fonts and scripts are late: ${language}`, async ({ browser, desk }) => {
    test.slow()
    for (const name of ['home', 'service'] as const) {
      for (const width of [390, 1280]) {
        const seen = await visit(browser, desk.site + paths[name]!(language), { width, slowly: true })
        expectStill(name, `${language}, ${width} px`, seen)
      }
    }
  })
}

test('scripts and styles travel packed', async ({ page, desk }) => {
  await page.goto(`${desk.site}/en`)
  const files = await page
    .locator('script[src], link[rel=stylesheet]')
    .evaluateAll((all) => all.map((one) => (one as HTMLLinkElement).href || (one as HTMLScriptElement).src))
  for (const file of files) {
    const { headers } = await fetch(file, { headers: { 'accept-encoding': 'gzip' } })
    expect.soft(headers.get('content-encoding'), file).toBe('gzip')
  }
})

test('Recharts comes when somebody asks to explore, not when they read', async ({ page, desk }) => {
  const scripts: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body())
  })
  const found = async () => (await Promise.all(scripts)).filter(isRecharts)
  await page.goto(`${desk.site}/en/status/whatsapp`)
  const reader = page.locator('.plot input[type=range]').first()
  await reader.click()
  await reader.press('ArrowLeft')
  await expect(page.locator('.plot-marks').first()).toBeVisible()
  expect(await found()).toEqual([])
  await page.getByRole('button', { name: 'Explore' }).first().click()
  await expect(page.locator('.plot-explorer svg').first()).toBeVisible()
  const [chunk, ...more] = await found()
  expect(more).toEqual([])
  expect(gzipped(chunk!)).toBeLessThanOrEqual(explorer.ours)
})
