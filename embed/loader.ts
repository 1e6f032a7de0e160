import type { Status } from '#core/status.ts'

/**
 * <outage-status service="…">: makes an iframe of /embed/{service}, reserves its place, and follows its height.
 * One file for every instance: it frames the host it was loaded from. Sites whose editors strip unknown elements
 * write <div data-outage-service="…" data-size="…">. What stands inside stays the fallback and is what crawlers read.
 * No styles are written into the page, so a strict host policy needs only script-src and frame-src.
 */

type Size = 'bar' | 'card' | 'chart'

/** detail of the event "outage:state" on the element. */
export interface OutageState {
  service: string
  status: Status
  stale: boolean
  reports15m: number
  usual15m: number | null
  at: string
}

const heights: Record<Size, number> = { bar: 48, card: 276, chart: 400 }

const script = (document.currentScript ??
  document.querySelector('script[src*="/embed."]')) as HTMLScriptElement | null
const base = new URL('.', script?.src ?? location.href).href

const frames = new Map<HTMLElement, HTMLIFrameElement>()

const read = (host: HTMLElement, name: string): string =>
  host.getAttribute(name) ??
  host.getAttribute(name === 'service' ? 'data-outage-service' : `data-${name}`) ??
  ''

const isHeight = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 40 && (value as number) <= 2000

function reserved(host: HTMLElement): number {
  const asked = Number(read(host, 'height'))
  return isHeight(asked) ? asked : (heights[read(host, 'size') as Size] ?? heights.card)
}

/** A host that declares one colour scheme has decided, also for letters on its own ground; all others leave it to the device. */
function themeOf(host: HTMLElement): string {
  const asked = read(host, 'theme')
  const [, declared] = /^(?:only )?(light|dark)$/.exec(getComputedStyle(host).colorScheme) ?? []
  if (asked === 'transparent' && declared) return `${asked}-${declared}`
  return asked || (declared ?? '')
}

function addressOf(host: HTMLElement): string {
  const address = new URL(`embed/${encodeURIComponent(read(host, 'service'))}`, base)
  const wanted = {
    size: read(host, 'size'),
    theme: themeOf(host),
    digits: read(host, 'digits'),
    lang: read(host, 'lang') || (host.closest<HTMLElement>('[lang]')?.lang ?? '').slice(0, 2),
  }
  for (const [name, value] of Object.entries(wanted)) if (value) address.searchParams.set(name, value)
  return address.href
}

/** Makes the frame once; later calls only change where it looks. */
function mount(host: HTMLElement): void {
  let frame = frames.get(host)
  const src = addressOf(host)
  if (!frame) {
    if (host.shadowRoot) return
    frame = document.createElement('iframe')
    frame.height = String(reserved(host))
    frame.width = '100%'
    frame.loading = 'lazy'
    frame.referrerPolicy = 'no-referrer'
    frame.title = host.title || host.textContent?.trim() || read(host, 'service')
    frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox')
    // Frame and document declare the same scheme, else browsers paint an opaque sheet between them.
    Object.assign(frame.style, { border: 0, display: 'block', colorScheme: 'light' })
    host.style.display = 'block'
    host.attachShadow({ mode: 'open' }).append(frame)
    frames.set(host, frame)
  }
  if (frame.src !== src) frame.src = src
}

addEventListener('message', ({ source, data }) => {
  for (const [host, frame] of frames) {
    // A sandboxed frame has no origin to check; its window is who it is.
    if (source !== frame.contentWindow) continue
    if (data?.type === 'outage:resize' && isHeight(data.height)) {
      // Never below what was reserved: the page around it must not jump.
      const height = Math.max(data.height, reserved(host))
      if (Math.abs(height - Number(frame.height)) > 1) frame.height = String(height)
    }
    if (data?.type === 'outage:state')
      host.dispatchEvent(new CustomEvent<OutageState>('outage:state', { detail: data.detail, bubbles: true }))
  }
})

if (!customElements.get('outage-status'))
  customElements.define(
    'outage-status',
    class extends HTMLElement {
      static get observedAttributes() {
        return ['service', 'size', 'theme', 'lang', 'digits']
      }
      connectedCallback() {
        mount(this)
      }
      attributeChangedCallback() {
        if (frames.has(this)) mount(this)
      }
    },
  )

const mountAll = () => document.querySelectorAll<HTMLElement>('[data-outage-service]').forEach(mount)
mountAll()
document.addEventListener('DOMContentLoaded', mountAll)
