import type { Page } from '@playwright/test'
import { expectAccessible } from '../axe.ts'
import { expect, test } from '../desk.ts'
import { languages, missing, pages } from '../pages.ts'

const paths = Object.values(pages)

/** Where the page shows "·", be it by text or by style, or names itself with one. */
const dots = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const lines = [document.title, document.querySelector('main')?.textContent ?? '']
    const drawn = [...document.body.querySelectorAll('*')].flatMap((element) =>
      ['::before', '::after'].map((side) => getComputedStyle(element, side).content),
    )
    return [...lines, ...drawn].filter((text) => text.includes('·'))
  })

// They only read, so that they may share two workers.
test.describe.configure({ mode: 'parallel' })

for (const language of languages) {
  test(`pages are accessible in both themes: ${language}`, async ({ page, desk, faults }) => {
    test.setTimeout(600_000)
    for (const path of paths) {
      await page.goto(`${desk.site}/${language}${path}`)
      await expectAccessible(page, path)
    }
    // A page that is not there is told to the console too.
    faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('404')))
  })

  test(`pages fit a narrow phone and say they show sample data: ${language}`, async ({
    page,
    desk,
    faults,
  }) => {
    test.slow()
    await page.setViewportSize({ width: 320, height: 700 })
    for (const path of paths) {
      await page.goto(`${desk.site}/${language}${path}`)
      const [width, seen] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ])
      expect(width, `${path} scrolls sideways`).toBeLessThanOrEqual(seen!)
      if (language === 'ar') expect(await dots(page), `${path} has dots that read as ٠`).toEqual([])
      await expect(
        page.getByText(language === 'en' ? /sample data/i : /بيانات تجريبية/).first(),
      ).toBeVisible()
    }
    faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('404')))
  })
}

test('every internal link answers', async ({ page, request, desk }) => {
  test.setTimeout(300_000)
  const seen = new Set<string>()
  const found = paths.filter((path) => !missing.includes(path))
  const all = [...languages.map((language) => `/${language}`), ...found.map((path) => `/en${path}`)]
  for (const path of [...all, '/ar/status/chatgpt']) {
    await page.goto(desk.site + path)
    for (const href of await page
      .locator('a[href]')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href.replace(/#.*/, '')))) {
      if (href.startsWith(desk.site)) seen.add(href)
    }
  }
  expect(seen.size).toBeGreaterThan(40)
  for (const href of seen) expect((await request.get(href)).status(), href).toBe(200)
})

test('pages are cached for all, carry their policy, and set no cookie', async ({ request, desk }) => {
  const address = `${desk.site}/en/status/chatgpt`
  const answer = await request.get(address)
  const headers = answer.headers()
  expect(headers['set-cookie']).toBeUndefined()
  expect(headers['cache-control']).toContain('s-maxage=15')
  expect(headers['content-security-policy']).toContain("script-src 'self' 'sha256-")
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  const again = await request.get(address, { headers: { 'if-none-match': headers.etag! } })
  expect(again.status()).toBe(304)
})
