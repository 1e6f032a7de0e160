import { expect, test } from '../desk.ts'

const pages = ['', '/status/chatgpt', '/categories', '/incidents', '/methodology', '/embed', '/search']

for (const language of ['en', 'ar'] as const) {
  test(`the first 4 kB of a page say what it is: ${language}`, async ({ request, desk }) => {
    for (const path of pages) {
      const html = await (await request.get(`${desk.site}/${language}${path}`)).body()
      const start = html.subarray(0, 4096).toString('utf8')
      for (const said of [
        /<title>[^<]{5,}<\/title>/,
        /<meta name="description" content="[^"]{10,}"/,
        /<link rel="canonical" href="http/,
        /hrefLang="en"/,
        /hrefLang="ar"/,
        /hrefLang="x-default"/,
        /<meta property="og:image" content="http[^"]+\/og\/[^"]+\.png/,
        /<meta property="og:image:width" content="1200"/,
        /<meta property="og:image:height" content="630"/,
        /<meta property="og:image:alt" content="[^"]+"/,
        /<meta name="twitter:card" content="summary_large_image"/,
        /<link rel="alternate"[^>]*type="application\/atom\+xml"/,
        // Only what can be shown elsewhere says how.
        ...(path.startsWith('/status/')
          ? [/<link rel="alternate" type="application\/json\+oembed" href="http[^"]+"\/>/]
          : []),
      ])
        expect(start, `${path}: ${said}`).toMatch(said)
      const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(start)?.[1] ?? ''
      expect(JSON.parse(data)['@graph'][0]['@type'], path).toBe('WebPage')
    }
  })

  test(`share images and feeds are what the head says they are: ${language}`, async ({
    page,
    request,
    desk,
  }) => {
    await page.goto(`${desk.site}/${language}/status/chatgpt`)
    const image = await page.locator('meta[property="og:image"]').getAttribute('content')
    const answer = await request.get(image!)
    expect(answer.headers()['content-type']).toBe('image/png')
    expect((await answer.body()).readUInt32BE(16)).toBe(1200)
    for (const type of ['application/atom+xml', 'application/rss+xml']) {
      const href = await page.locator(`link[rel="alternate"][type="${type}"]`).getAttribute('href')
      const [root, faults] = await page.evaluate(async (address) => {
        const text = await (await fetch(address)).text()
        const parsed = new DOMParser().parseFromString(text, 'application/xml')
        return [parsed.documentElement.localName, parsed.querySelectorAll('parsererror').length]
      }, href!)
      expect([root, faults]).toEqual([type.includes('atom') ? 'feed' : 'rss', 0])
    }
  })
}

test('the builder follows the options, by keyboard alone', async ({ page, desk }) => {
  await page.goto(`${desk.site}/en/embed?s=chatgpt`)
  await expect(page.locator('#embed-service')).toHaveValue('ChatGPT')
  const frame = page.locator('iframe.preview')
  const steps = await page.evaluate(() => history.length)
  await page.getByRole('radio', { name: 'Card' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('.builder [role=status]')).toHaveText('Preview updated')
  await expect(frame).toHaveAttribute('src', /size=bar/)
  await expect(page.locator('pre').first()).toContainText('size=bar')
  await page.getByRole('radio', { name: 'Sample: major problems' }).focus()
  await page.keyboard.press('Space')
  await expect(frame).toHaveAttribute('src', /sample=major/)
  await expect(page.frameLocator('iframe.preview').getByText('Sample data').first()).toBeVisible()
  await expect(page.locator('pre').first()).not.toContainText('sample=')
  await page.getByRole('radio', { name: 'Markdown' }).focus()
  await page.keyboard.press('Space')
  await expect(page.locator('pre:visible')).toContainText('/badge/chatgpt.svg')
  // A service by any of its names, and one that is none of ours.
  const service = page.locator('#embed-service')
  await service.fill('واتساب')
  await service.press('Tab')
  await expect(frame).toHaveAttribute('src', /embed\/whatsapp\?/)
  await expect(page.locator('pre:visible')).toContainText('/badge/whatsapp.svg')
  await service.fill('zzzzzz')
  await service.press('Tab')
  await expect(page.locator('.builder [role=status]')).toContainText('We do not follow “zzzzzz” yet.')
  // One step back leaves the builder.
  expect(await page.evaluate(() => history.length)).toBe(steps)
  await expect(frame).toHaveAttribute('src', /embed\/whatsapp\?/)
})

test('the builder offers the parts of a service, digits for Arabic, and to let the page show through', async ({
  page,
  desk,
}) => {
  await page.goto(`${desk.site}/en/embed?s=github`)
  const frame = page.locator('iframe.preview')
  const part = page.getByLabel('Part of the service')
  await part.focus()
  await part.selectOption({ label: 'GitHub Actions' })
  await expect(frame).toHaveAttribute('src', /embed\/github-actions\?/)
  await expect(page.locator('pre').first()).toContainText('/embed/github-actions?')
  await expect(part).toBeFocused()
  await page.getByRole('radio', { name: 'العربية' }).check()
  await page.getByRole('radio', { name: '١٢٣' }).check()
  await page.getByRole('radio', { name: 'Transparent, on a dark page' }).check()
  await expect(frame).toHaveAttribute('src', /theme=transparent-dark&lang=ar&digits=arab/)
  const shown = page.frameLocator('iframe.preview')
  await expect(shown.locator('.m')).toContainText(/[٠-٩]/)
  await expect(shown.locator('main')).not.toContainText(/[0-9]/)
  expect(await shown.locator('.w').evaluate((card) => getComputedStyle(card).backgroundColor)).toBe(
    'rgba(0, 0, 0, 0)',
  )
  // Another service has other parts, or none.
  const service = page.locator('#embed-service')
  await service.fill('whatsapp')
  await service.press('Tab')
  await expect(frame).toHaveAttribute('src', /embed\/whatsapp\?/)
  await expect(part).toHaveCount(0)
  await service.fill('github')
  await service.press('Tab')
  await expect(part).toHaveValue('')
})

test('the builder works without script, and asks again for what it does not know', async ({
  browser,
  desk,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${desk.site}/ar/embed?s=chatgpt`)
  await page.locator('input[name="form"][value="chart"]').check()
  await page.getByRole('button', { name: 'تحديث المعاينة' }).click()
  await expect(page.locator('iframe.preview')).toHaveAttribute('src', /chatgpt\?size=chart/)
  await page.getByRole('link', { name: 'English', exact: true }).first().click()
  await expect(page).toHaveURL(/\/en\/embed\?.*form=chart/)
  await page.goto(`${desk.site}/en/embed?s=zzzzzz`)
  await expect(page.locator('main input[name="q"]')).toHaveValue('zzzzzz')
  await context.close()
})

test('code is copied by a press, even one that comes before the script', async ({ page, context, desk }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`${desk.site}/en/embed?s=whatsapp`)
  const copy = page.getByRole('button', { name: 'Copy' }).first()
  const code = await copy.locator('xpath=..').locator('pre').textContent()
  await copy.click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code)
})
