import { expect, test } from '../desk.ts'
import { expectFirstScreen, phone } from '../first-screen.ts'
import { languages } from '../pages.ts'

// Most people come once, with a phone, over a bad line: the answer has to be in the first screen and in the first bytes.

const service = '/status/whatsapp'
const api = '/services/whatsapp'

/** The HTML of a heading as it is read. */
const read = (html: string): string => html.replace(/<!--.*?-->|<[^>]*>/g, '').trim()

for (const language of languages) {
  test.describe(`in the first screen of a phone: ${language}`, () => {
    test.use({ viewport: phone })

    test('verdict, number, time and the button', async ({ page, desk }) => {
      await page.goto(`${desk.site}/${language}${service}`)
      await expectFirstScreen(page)
    })
  })

  test(`the verdict stands before byte 24,000 of the page: ${language}`, async ({ page, request, desk }) => {
    const address = `${desk.site}/${language}${service}`
    const start = (await (await request.get(address)).body()).subarray(0, 24_000).toString('utf8')
    await page.goto(address)
    const verdict = await page.locator('main h1').textContent()
    // In its heading: the title and what other sites are told say the same earlier, and nobody sees them.
    expect(read(/<h1>(.*?)<\/h1>/s.exec(start)?.[1] ?? '')).toBe(verdict)
  })

  test.describe(`without JavaScript: ${language}`, () => {
    test.use({ javaScriptEnabled: false })

    test('what goes wrong, and where, are in the first HTML', async ({ page, request, desk }) => {
      const { problems, places } = await (await request.get(`${desk.site}/api/v1${api}`)).json()
      await page.goto(`${desk.site}/${language}${service}`)
      await expect(page.locator('form.report .chip').first()).toHaveText(/\p{L}/u)
      for (const [id, isKnown] of [
        ['mix', problems.total >= 5 && problems.shares.length > 0],
        ['where', places.length > 0],
      ] as const) {
        const block = page.locator(`section[aria-labelledby=${id}]`)
        await expect(block.getByRole('heading')).toBeVisible()
        // Fewer than five could point at somebody: then it says from how many on.
        if (isKnown) await expect(block.locator('.bars li').first()).toHaveText(/\p{L}.*\d/u)
        else await expect(block.locator('.sub')).toContainText('5')
      }
    })
  })
}
