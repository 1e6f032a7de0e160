import type { Browser } from '@playwright/test'
import { expect } from '../desk.ts'
import type { Stage } from '../open-stage.ts'
import type { Language } from '../pages.ts'

// People who ask by mail to be told when it is over. Their browsers run no script of ours.

const words = {
  en: {
    offer: 'Tell me by mail when it is over',
    go: 'Tell me',
    asked: /^Check your mailbox/,
    yes: 'Yes, tell me',
    noted: /^Noted/,
    over: 'it seems to be over',
  },
  ar: {
    offer: 'أخبروني بالبريد عند انتهاء المشكلة',
    go: 'أخبروني',
    asked: /^أرسلنا سؤالًا/,
    yes: 'نعم، أخبروني',
    noted: /^سُجّل الطلب/,
    over: 'يبدو أن المشكلة انتهت',
  },
} as const

export interface MailReader {
  /** The one message came, in the reader's language, and leads to the page. */
  isTold(): Promise<void>
}

/** Names a mailbox on the page, and says yes on the page that the mail leads to. */
export async function askByMail(browser: Browser, desk: Stage, language: Language): Promise<MailReader> {
  const mailbox = `reader-${language}@example.org`
  const say = words[language]
  const mine = async () => (await desk.mails()).filter(({ to }) => to === mailbox)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${desk.site}/${language}/status/chatgpt`)
  await page.getByRole('link', { name: say.offer }).click()
  await page.locator('input[name=mailbox]').fill(mailbox)
  await page.getByRole('button', { name: say.go, exact: true }).click()
  await expect(page.getByText(say.asked)).toBeVisible()
  await desk.pass(1)
  // Whoever looked around a moment before may still be sending it.
  await expect.poll(async () => (await mine()).length).toBe(1)
  const [question] = await mine()
  await page.goto(/http:\S+/.exec(question!.text)![0])
  await page.getByRole('button', { name: say.yes }).click()
  await expect(page.getByText(say.noted)).toBeVisible()
  await context.close()
  return {
    async isTold() {
      await expect.poll(async () => (await mine()).length).toBe(2)
      const mails = await mine()
      expect(mails[1]!.subject).toContain(say.over)
      expect(mails[1]!.text).toContain(`${desk.site}/${language}/status/chatgpt`)
    },
  }
}
