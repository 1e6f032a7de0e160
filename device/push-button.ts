import { recallList, rememberList } from './memory.ts'
import { whenPressed } from './pressed.ts'
import { pageLocale, words } from './words.ts'

// "Tell me when it is over": shown only where this browser can, and while an incident is open.

/** A service whose end this device waits for, and since when, ms. */
interface Wait {
  slug: string
  at: number
}

/** Then a wait is taken as over: to be asked again does no harm, a wait that the server has long served would lie. */
const keptMs = 24 * 60 * 60 * 1000

const isWait = (value: unknown): value is Wait =>
  typeof value === 'object' &&
  typeof (value as Wait | null)?.slug === 'string' &&
  Date.now() - (value as Wait).at < keptMs
const listWaits = (): Wait[] => recallList('push', isWait)
const isWaiting = (slug: string): boolean => listWaits().some((wait) => wait.slug === slug)

function keepWait(slug: string, waits: boolean): void {
  const others = listWaits().filter((wait) => wait.slug !== slug)
  rememberList('push', waits ? [...others, { slug, at: Date.now() }] : others)
}

const buttons = () => document.querySelectorAll<HTMLButtonElement>('button[data-push]')
const blockOf = (button: HTMLButtonElement) => button.closest('[data-push-block]')
const saysOf = (button: HTMLButtonElement) => blockOf(button)?.querySelector('[role=status]')

/** Put in by build.ts: whether this site can tell anybody by push. */
declare const deviceHasPush: boolean

const isRefused = (): boolean => Notification.permission === 'denied'
const isAble = (): boolean =>
  deviceHasPush && 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis

/** On a service's own page the verdict tells; a list draws the button only where an incident is open. */
const statusHere = (): string | undefined =>
  /\bst-(\w+)/.exec(document.querySelector('main .verdict')?.className ?? '')?.[1]
const isOpen = (): boolean => ['possible', 'major', 'recovering', undefined].includes(statusHere())

export function paintPush(): void {
  for (const button of buttons()) {
    const slug = button.dataset.push ?? ''
    if (statusHere() === 'none') {
      keepWait(slug, false)
      saysOf(button)?.replaceChildren()
    }
    button.textContent = (isWaiting(slug) ? button.dataset.stop : button.dataset.start) ?? ''
    // Whoever refused just now is still told what that means.
    const isOffered = isAble() && isOpen() && (!isRefused() || saysOf(button)?.textContent !== '')
    blockOf(button)?.toggleAttribute('hidden', !isOffered)
  }
}

async function findManager(): Promise<PushManager> {
  // Where no worker may be, this says so; waiting for one alone would last forever.
  await navigator.serviceWorker.register('/sw.js')
  return (await navigator.serviceWorker.ready).pushManager
}

async function obtain(): Promise<PushSubscription> {
  const manager = await findManager()
  const known = await manager.getSubscription()
  if (known) return known
  const answer = await fetch('/api/v1/push-key')
  const { publicKey } = (await answer.json()) as { publicKey: string }
  return manager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
}

async function send(slug: string, method: 'POST' | 'DELETE', body: object): Promise<void> {
  const answer = await fetch(`/api/v1/services/${slug}/push-subscriptions`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`push: ${answer.status}`)
}

/** Each returns the word for what is so now (push.…). */
async function start(slug: string): Promise<string> {
  if ((await Notification.requestPermission()) !== 'granted') return isRefused() ? 'refused' : 'unasked'
  const { endpoint, keys } = (await obtain()).toJSON()
  await send(slug, 'POST', { endpoint, keys, lang: pageLocale() })
  keepWait(slug, true)
  return 'waits'
}

async function stop(slug: string): Promise<string> {
  const known = await (await findManager()).getSubscription()
  if (known) await send(slug, 'DELETE', { endpoint: known.endpoint })
  keepWait(slug, false)
  return 'stopped'
}

async function press(button: HTMLButtonElement): Promise<void> {
  const slug = button.dataset.push ?? ''
  // Not disabled meanwhile: that would take the focus from it.
  if (button.hasAttribute('aria-busy')) return
  button.setAttribute('aria-busy', 'true')
  const word = await (isWaiting(slug) ? stop(slug) : start(slug)).catch(() => 'failed')
  button.removeAttribute('aria-busy')
  const says = saysOf(button)
  if (says) says.textContent = words()(`push.${word}`)
  paintPush()
}

export function watchPush(): void {
  whenPressed('[data-push]', (button) => void press(button))
  document.addEventListener('desk:redrawn', paintPush)
  const verdict = document.querySelector('main .verdict')
  if (verdict) new MutationObserver(paintPush).observe(verdict, { attributeFilter: ['class'] })
  paintPush()
}
