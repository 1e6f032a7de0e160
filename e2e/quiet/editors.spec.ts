import type { Page } from '@playwright/test'
import { HtmlValidate } from 'html-validate'
import { expectAccessible } from '../axe.ts'
import { expect, test } from '../desk.ts'
import { languages } from '../pages.ts'

// The editors' desk, by people who work at it, and by people who read what they decided.

const signIn = async (page: Page, site: string, key: string, language = 'en'): Promise<void> => {
  await page.goto(`${site}/admin/${language}`, { waitUntil: 'load' })
  await page.locator('#key').fill(key)
  await page.locator('main button').click()
  await expect(page.getByRole('navigation')).toBeVisible()
}

const paths = [
  '',
  '/queue',
  '/services',
  '/services/spotify',
  '/services/new',
  '/incidents',
  '/requests',
  '/log',
  '/people',
]

test('a note that waits is decided by one key, and readers see what was decided', async ({
  page,
  desk,
  context,
}) => {
  await page.goto(`${desk.site}/en/status/spotify`)
  await page.getByRole('button', { name: 'Slow or errors', exact: true }).click()
  await page.getByLabel('Anything else? (optional)').fill('Nothing plays, see http://my.example/page')
  await page.getByRole('button', { name: 'Add details' }).click()
  await expect(page.locator('.panel')).toContainText('Thank you.')

  const editor = await context.newPage()
  await signIn(editor, desk.site, desk.editorKey)
  await editor.getByRole('link', { name: 'Notes to check' }).first().click()
  const note = editor.getByRole('article', { name: 'Note on Spotify' })
  await expect(note).toContainText('Nothing plays, see •••')
  await expect(note).toContainText('holds a link')
  await note.focus()
  await editor.keyboard.press('a')
  await expect(editor.getByRole('status')).toContainText('The note is shown.')
  await expect(editor.getByText('Nothing waiting.')).toBeVisible()
  await desk.pass(5)
  await page.goto(`${desk.site}/en/status/spotify/reports`)
  await expect(page.getByText('Nothing plays, see •••')).toBeVisible()

  await editor.getByRole('button', { name: 'Undo' }).click()
  await note.focus()
  await editor.keyboard.press('s')
  await expect(editor.getByRole('status')).toContainText('The note is hidden.')
  // The first reader after that may still get the page as it was, and makes it new by asking.
  const stillThere = async () => {
    await desk.pass(3)
    await page.reload()
    return page.getByText('Nothing plays, see •••').count()
  }
  await expect.poll(stillThere).toBe(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a service is put under review and paused, and its page says so in both languages', async ({
    page,
    desk,
    browser,
  }) => {
    await signIn(page, desk.site, desk.editorKey, 'ar')
    await page.getByRole('link', { name: 'الخدمات' }).click()
    await page.getByLabel('الاسم أو كلمة العنوان').fill('reddit')
    await page.getByRole('button', { name: 'عرض' }).click()
    await page.getByRole('link', { name: 'reddit', exact: true }).click()
    await page.getByRole('checkbox', { name: 'قيد المراجعة' }).check()
    await page.getByRole('checkbox', { name: 'إيقاف البلاغات' }).check()
    await page.getByRole('button', { name: 'حفظ' }).click()
    await expect(page.getByRole('status')).toHaveText('حُفظ.')
    const context = await browser.newContext()
    const reader = await context.newPage()
    for (const [language, words] of [
      [
        'en',
        ['Our editors are looking into these numbers.', 'Reports are paused while we check unusual traffic.'],
      ],
      ['ar', ['هذه الأرقام قيد مراجعة المحررين.', 'أوقفنا البلاغات مؤقتًا للتحقق من حركة غير معتادة.']],
    ] as const) {
      // The first reader after that may still get the page as it was.
      const said = async () => {
        await desk.pass(3)
        await reader.goto(`${desk.site}/${language}/status/reddit`)
        return reader.getByText(words[0]).count()
      }
      await expect.poll(said).toBe(1)
      for (const word of words) await expect(reader.getByText(word)).toBeVisible()
    }
    await context.close()
    await page.getByRole('checkbox', { name: 'قيد المراجعة' }).uncheck()
    await page.getByRole('checkbox', { name: 'إيقاف البلاغات' }).uncheck()
    await page.getByRole('button', { name: 'حفظ' }).click()
  })
})

const checker = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: { 'doctype-style': 'off', 'void-style': 'off' },
})

for (const language of languages) {
  test(`every page of the desk is valid, accessible, and fits a narrow phone: ${language}`, async ({
    page,
    desk,
  }) => {
    test.setTimeout(180_000)
    await page.goto(`${desk.site}/admin/${language}`, { waitUntil: 'load' })
    await expectAccessible(page, 'sign in')
    await signIn(page, desk.site, desk.editorKey, language)
    for (const path of paths) {
      await page.setViewportSize({ width: 1280, height: 800 })
      const answer = await page.goto(`${desk.site}/admin/${language}${path}`, { waitUntil: 'load' })
      const { results } = await checker.validateString(await answer!.text())
      const faults = results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} ${selector}`),
      )
      expect.soft(faults, path).toEqual([])
      await expectAccessible(page, path)
      await page.setViewportSize({ width: 320, height: 700 })
      expect
        .soft(await page.evaluate(() => document.documentElement.scrollWidth), path)
        .toBeLessThanOrEqual(320)
    }
  })
}
