import type { Browser, Page } from '@playwright/test'
import { expect } from '../desk.ts'
import type { Stage } from '../open-stage.ts'
import type { Language } from '../pages.ts'

// People who ask to be told when it is over. Chromium's push service is far away, so the page is given an address at
// the stage's own; what the platform sends there, sealed, is opened and handed to the page's real worker. A browser without a screen
// allows and shows no notification whatever it is told: both are put in.

const words = {
  en: {
    report: 'I have a problem with ChatGPT',
    skip: 'Skip',
    start: 'Tell me when it is over',
    stop: 'Do not tell me',
    waits: 'Noted. One message will come to this device when it is over, even with this page closed.',
    stopped: 'No message will come.',
    refused: /^This browser does not allow messages from this site\./,
    title: 'ChatGPT: it seems to be over',
    body: /^Reports are back to usual\. It lasted \d+ min\.$/,
  },
  ar: {
    report: 'لديّ مشكلة مع ChatGPT',
    skip: 'تخطٍّ',
    start: 'أخبروني عند انتهاء العطل',
    stop: 'لا تخبروني',
    waits: 'سُجّل طلبك. ستصل رسالة واحدة إلى هذا الجهاز عند انتهاء المشكلة، حتى لو أُغلقت الصفحة.',
    stopped: 'لن تصل أي رسالة.',
    refused: /^المتصفح لا يسمح لهذا الموقع بإرسال الإشعارات\./,
    title: 'ChatGPT: يبدو أن المشكلة انتهت',
    body: /^عادت البلاغات إلى المعتاد بعد \d+ دقيقة\.$/,
  },
} as const

const block = (page: Page) => page.locator('[data-push-block]')

async function press(page: Page, slug: string, name: string, method: string): Promise<void> {
  const answer = page.waitForResponse((one) => one.url().endsWith(`/services/${slug}/push-subscriptions`))
  await page.getByRole('button', { name }).click()
  const { ok, asked } = await answer.then((one) => ({ ok: one.ok(), asked: one.request().method() }))
  expect({ ok, asked }).toEqual({ ok: true, asked: method })
}

interface Subscription {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

/** What the person says to the browser's question; asked again it stays so. */
const answerQuestion = (answer: string) => {
  const said = () => localStorage.getItem('test-answer') ?? 'default'
  Object.defineProperty(Notification, 'permission', { get: said })
  Notification.requestPermission = async () => {
    localStorage.setItem('test-answer', answer)
    return answer as NotificationPermission
  }
}

/** The browser's own subscription leads to a service out there; here it leads to ours. */
const subscribeAt = (address: Subscription) => {
  const given = () => {
    const isGiven = localStorage.getItem('test-subscribed') !== null
    return isGiven ? { endpoint: address.endpoint, toJSON: () => address } : null
  }
  Object.assign(PushManager.prototype, {
    subscribe: async ({ applicationServerKey: key }: { applicationServerKey: string }) => {
      if (key.length !== 87) throw new Error(`no key of an application server: ${key}`)
      localStorage.setItem('test-subscribed', '')
      return given()
    },
    getSubscription: async () => given(),
  })
}

interface Shown {
  title: string
  body: string
  lang: string
  dir: string
}

/** Hands a message to the page's worker as a push service does, and reads what it shows. */
async function receive(page: Page, site: string, message: object): Promise<Shown> {
  const [worker] = page.context().serviceWorkers()
  await worker!.evaluate(() => {
    const scope = globalThis as unknown as { registration: ServiceWorkerRegistration; shown: unknown }
    scope.registration.showNotification = async (title, { body, lang, dir } = {}) => {
      scope.shown = { title, body, lang, dir }
    }
  })
  const control = await page.context().newCDPSession(page)
  const found = new Promise<string>((resolve) => {
    control.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(site))
      if (own) resolve(own.registrationId)
    })
  })
  await control.send('ServiceWorker.enable')
  await control.send('ServiceWorker.deliverPushMessage', {
    origin: site,
    registrationId: await found,
    data: JSON.stringify(message),
  })
  const shown = () => worker!.evaluate(() => (globalThis as unknown as { shown?: Shown }).shown ?? null)
  await expect.poll(shown).not.toBeNull()
  return (await shown())!
}

export interface Asker {
  /** Finds the button, asks, asks no more, and asks again. */
  asks(): Promise<void>
  /** Once it is over: one message, which only they can open, and their device shows it. */
  isTold(): Promise<void>
  close(): Promise<void>
}

export async function openAsker(browser: Browser, desk: Stage, language: Language): Promise<Asker> {
  const say = words[language]
  const slug = 'chatgpt'
  const context = await browser.newContext()
  const born = await fetch(`${desk.pushService}/browsers`, { method: 'POST' })
  const address = (await born.json()) as Subscription
  const taken = async () => (await (await fetch(address.endpoint)).json()) as { url: string }[]
  await context.addInitScript(answerQuestion, 'granted')
  await context.addInitScript(subscribeAt, address)
  const page = await context.newPage()
  const button = (name: string) => page.getByRole('button', { name })
  return {
    async asks() {
      await page.goto(`${desk.site}/${language}/status/${slug}`)
      await expect(button(say.start)).toBeVisible()
      await press(page, slug, say.start, 'POST')
      await expect(block(page).getByRole('status')).toHaveText(say.waits)
      await expect(button(say.stop)).toBeFocused()
      await press(page, slug, say.stop, 'DELETE')
      await expect(block(page).getByRole('status')).toHaveText(say.stopped)
      await press(page, slug, say.start, 'POST')
      await page.reload()
      await expect(button(say.stop)).toBeVisible()
    },
    async isTold() {
      // Nothing is open any more that could have an end.
      await expect(block(page)).toBeHidden()
      const [message, ...more] = await taken()
      expect(more).toEqual([])
      expect(message!.url).toBe(`/${language}/status/${slug}`)
      const shown = await receive(page, desk.site, message!)
      expect(shown).toEqual({
        title: say.title,
        body: expect.stringMatching(say.body),
        lang: language,
        dir: language === 'ar' ? 'rtl' : 'ltr',
      })
    },
    close: () => context.close(),
  }
}

/** Whoever has reported need not look for the button. */
export async function reportAndBeAsked(browser: Browser, desk: Stage, language: Language): Promise<void> {
  const context = await browser.newContext()
  await context.addInitScript(answerQuestion, 'granted')
  const page = await context.newPage()
  await page.goto(`${desk.site}/${language}/status/chatgpt`)
  const answer = page.waitForResponse((one) => one.url().endsWith('/reports'))
  await page.locator('.report').getByRole('button', { name: words[language].report }).click()
  expect((await answer).status()).toBe(201)
  const panel = page.locator('.panel')
  await panel.getByRole('button', { name: words[language].skip }).click()
  await expect(panel.getByRole('button', { name: words[language].start })).toBeVisible()
  await context.close()
}

/** Whoever says no to the browser's question is told what that means, and how to think again. */
export async function refuse(browser: Browser, desk: Stage, language: Language): Promise<void> {
  const context = await browser.newContext()
  await context.addInitScript(answerQuestion, 'denied')
  const page = await context.newPage()
  await page.goto(`${desk.site}/${language}/status/chatgpt`)
  await page.getByRole('button', { name: words[language].start }).click()
  await expect(block(page).getByRole('status')).toHaveText(words[language].refused)
  await page.reload()
  await page.evaluate(() => import('/device.js' as string))
  await expect(block(page)).toBeHidden()
  await context.close()
}
