import { recallList, rememberList } from './memory.ts'
import { pageLocale } from './words.ts'

// "Tell me when it is over": shown only where this browser can, and while an incident is open.

const isText = (value: unknown): value is string => typeof value === 'string'
const listAsked = (): string[] => recallList('push', isText)
const buttons = () => document.querySelectorAll<HTMLButtonElement>('button[data-push]')

/** Put in by build.ts: whether this site can tell anybody by push. */
declare const deviceHasPush: boolean

const isAble = (): boolean =>
  deviceHasPush &&
  'serviceWorker' in navigator &&
  'PushManager' in globalThis &&
  'Notification' in globalThis &&
  Notification.permission !== 'denied'

/** On a service's own page the verdict tells; a list draws the button only where an incident is open. */
function isOpen(): boolean {
  const verdict = document.querySelector('main .verdict')
  return !verdict || /\bst-(possible|major|recovering)\b/.test(verdict.className)
}

export function paintPush(): void {
  const asked = listAsked()
  for (const button of buttons()) {
    const waits = asked.includes(button.dataset.push ?? '')
    button.setAttribute('aria-pressed', String(waits))
    button.textContent = (waits ? button.dataset.stop : button.dataset.start) ?? ''
    button.closest('[data-push-block]')?.toggleAttribute('hidden', !isAble() || !isOpen())
  }
}

async function obtain(): Promise<PushSubscription> {
  const { pushManager } = await navigator.serviceWorker.ready
  const known = await pushManager.getSubscription()
  if (known) return known
  const answer = await fetch('/api/v1/push-key')
  const { publicKey } = (await answer.json()) as { publicKey: string }
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
}

const addressOf = (slug: string): string => `/api/v1/services/${slug}/push-subscriptions`
const send = (slug: string, method: 'POST' | 'DELETE', body: object): Promise<Response> =>
  fetch(addressOf(slug), {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** Asks to be told, or no more. Returns whether it is so now. */
async function toggle(slug: string): Promise<boolean> {
  if (listAsked().includes(slug)) {
    const { endpoint } = await obtain()
    return !(await send(slug, 'DELETE', { endpoint })).ok
  }
  if ((await Notification.requestPermission()) !== 'granted') return false
  const { endpoint, keys } = (await obtain()).toJSON()
  return (await send(slug, 'POST', { endpoint, keys, lang: pageLocale() })).ok
}

async function press(button: HTMLButtonElement): Promise<void> {
  const slug = button.dataset.push ?? ''
  const wanted = !listAsked().includes(slug)
  const says = button.closest('[data-push-block]')?.querySelector('[role=status]')
  button.disabled = true
  const isSo = await toggle(slug).catch(() => !wanted)
  button.disabled = false
  const others = listAsked().filter((one) => one !== slug)
  rememberList('push', isSo ? [...others, slug] : others)
  paintPush()
  if (says) says.textContent = isSo === wanted ? '' : (button.dataset.failed ?? '')
}

export function watchPush(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button[data-push]') : null
    if (button instanceof HTMLButtonElement) void press(button)
  })
  document.addEventListener('desk:redrawn', paintPush)
  const verdict = document.querySelector('main .verdict')
  if (verdict) new MutationObserver(paintPush).observe(verdict, { attributeFilter: ['class'] })
  paintPush()
}
