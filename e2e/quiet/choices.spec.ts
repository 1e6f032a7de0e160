import { HtmlValidate } from 'html-validate'
import { expectAccessible } from '../axe.ts'
import { expect, test } from '../desk.ts'

// What a reader without script chooses and follows: one cookie, and every page by it.

const chosen = 'theme=dark&digits=arab&follow=chatgpt.whatsapp'

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, colorScheme: 'light' })

  test('theme and digits are saved by a form and hold on every page', async ({ page, context, desk }) => {
    await page.goto(`${desk.site}/ar`)
    await page.goto(`${desk.site}/ar/settings`)
    await page.getByRole('radio', { name: 'داكن' }).check()
    await page.getByRole('radio', { name: '١٢٣' }).check()
    await page.getByRole('button', { name: 'احفظ' }).click()
    await expect(page.getByRole('status')).toHaveText('حُفظ')
    await expect(page.getByRole('radio', { name: 'داكن' })).toBeChecked()
    await expect(page.getByRole('radio', { name: '١٢٣' })).toBeChecked()
    for (const path of ['/ar', '/ar/status/whatsapp', '/ar/incidents', '/en/map', '/en/about']) {
      await page.goto(desk.site + path)
      await expect(page.locator('html'), path).toHaveAttribute('data-theme', 'dark')
      expect(await page.locator('body').evaluate((body) => getComputedStyle(body).colorScheme), path).toBe(
        'dark',
      )
    }
    await page.goto(`${desk.site}/ar/status/whatsapp`)
    expect(await page.locator('h1').evaluate((h1) => getComputedStyle(h1).fontFamily)).toContain(
      'Arabic Digits',
    )
    expect(await context.cookies()).toMatchObject([
      { name: 'desk', value: 'theme=dark&digits=arab', httpOnly: true, sameSite: 'Lax', path: '/' },
    ])

    await page.goto(`${desk.site}/ar/settings`)
    await page.getByRole('button', { name: 'احذف ملف تعريف الارتباط' }).click()
    await expect(page.getByRole('status')).toContainText('لم يعد لنا ملف تعريف ارتباط')
    expect(await context.cookies()).toEqual([])
    await expect(page.locator('html')).not.toHaveAttribute('data-theme')
  })

  test('a browser that keeps no cookie is told so', async ({ page, desk }) => {
    await page.goto(`${desk.site}/en/settings?said=saved`)
    await expect(page.getByRole('status')).toHaveText(
      'Nothing was kept: this browser seems to refuse cookies.',
    )
  })

  test('services are followed on their pages, and listed with their state', async ({ page, desk }) => {
    for (const slug of ['whatsapp', 'chatgpt']) {
      await page.goto(`${desk.site}/en/status/${slug}`)
      await page.getByRole('button', { name: 'Follow', exact: true }).click()
      await expect(page).toHaveURL(`${desk.site}/en/status/${slug}#follow`)
      await expect(page.getByRole('button', { name: 'Stop following' })).toBeVisible()
    }
    await page.getByRole('link', { name: 'My list' }).click()
    const rows = page.locator('table tbody tr')
    await expect(rows.locator('th')).toHaveText(['WhatsApp', 'ChatGPT'])
    await expect(rows.first()).toContainText('No sign of problems')

    for (const language of ['en', 'ar']) {
      const answer = await page.goto(`${desk.site}/${language}/following`)
      const { results } = await new HtmlValidate({
        extends: ['html-validate:standard'],
        rules: { 'void-style': 'off', 'doctype-style': 'off', 'no-inline-style': 'off' },
      }).validateString(await answer!.text())
      expect(
        results.flatMap(({ messages }) => messages.map(({ message, selector }) => [message, selector])),
      ).toEqual([])
    }
    await page.getByRole('button', { name: 'إلغاء متابعة ChatGPT' }).click()
    await expect(rows.locator('th')).toHaveText(['واتساب'])
    await page.getByRole('button', { name: 'إلغاء متابعة واتساب' }).click()
    // Playwright's search by text passes <noscript> by.
    await expect(page.locator('main .empty')).toContainText('لا تتابع شيئًا بعد.')
  })

  for (const path of ['/en/settings?said=saved', '/ar/following?said=full', '/ar/settings'])
    test(`nothing is wider than its window: ${path}`, async ({ page, context, desk }) => {
      await context.addCookies([{ name: 'desk', value: chosen, url: desk.site }])
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 844 })
        await page.goto(desk.site + path)
        expect(await page.locator('html').evaluate((root) => root.scrollWidth)).toBe(width)
      }
    })
})

test('the pages with choices are accessible', async ({ page, desk }) => {
  // Axe is a script: it looks at the page as a browser without script reads it.
  await page.route(/\/(en|ar)\//, async (route) => {
    const answer = await fetch(route.request().url(), { headers: { cookie: `desk=${chosen}` } })
    const html = (await answer.text())
      .replaceAll('noscript>', 'div>')
      .replace(/<script[\s\S]*?<\/script>/g, '')
    await route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' })
  })
  for (const path of [
    '/en/settings?said=saved',
    '/ar/following?said=full',
    '/ar/status/chatgpt',
    '/ar/settings',
  ]) {
    await page.goto(desk.site + path, { waitUntil: 'load' })
    await expectAccessible(page, path)
  }
})

test('where script runs the device alone remembers, and the page wakes up as any other', async ({
  page,
  context,
  desk,
}) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await context.addCookies([
    { name: 'desk', value: 'theme=dark&digits=arab&follow=chatgpt', url: desk.site, httpOnly: true },
  ])
  for (const path of ['/ar/status/chatgpt', '/en', '/ar/following', '/ar/settings']) {
    await page.goto(desk.site + path)
    await expect(page.locator('html'), path).not.toHaveAttribute('data-theme')
    await expect(page.locator('html'), path).not.toHaveAttribute('data-digits')
  }
  await page.getByRole('radio', { name: 'فاتح' }).check()
  await page.goto(`${desk.site}/ar/following`)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(page.getByText('لا تتابع شيئًا بعد.')).toBeVisible()
})
