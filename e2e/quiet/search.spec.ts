import { expect, test } from '../desk.ts'

const searches = [
  ['en', 'chat gpt', 'chatgpt'],
  ['ar', 'شات جي بي تي', 'chatgpt'],
  ['ar', 'واتساب', 'whatsapp'],
  ['en', 'whatsap', 'whatsapp'],
] as const

for (const [language, words, slug] of searches) {
  test(`"${words}" finds ${slug}`, async ({ page, desk }) => {
    await page.goto(`${desk.site}/${language}`)
    await page
      .getByRole('main')
      .getByRole('searchbox')
      .or(page.getByRole('main').getByRole('combobox'))
      .fill(words)
    await page.keyboard.press('Enter')
    const first = page.locator(`main a[href="/${language}/status/${slug}"]`).first()
    await expect(first).toBeVisible()
  })
}

test('a bare address goes to the language of the reader', async ({ request, desk }) => {
  const answer = await request.get(`${desk.site}/status/chatgpt`, {
    headers: { 'accept-language': 'ar-SA,ar;q=0.9' },
    maxRedirects: 0,
  })
  expect(answer.status()).toBe(307)
  expect(answer.headers().location).toBe('/ar/status/chatgpt')
})
