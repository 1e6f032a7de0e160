import { momentText, words } from './words.ts'

// Lines across the page: that the connection is gone, and what became of reports that waited for it.

const strips: Partial<Record<'offline' | 'news', HTMLElement>> = {}

/** Shows a line under the masthead, or takes it away. It is heard without moving focus. */
function show(name: keyof typeof strips, text: string | null): void {
  let strip = strips[name]
  if (text === null) {
    strip?.remove()
    return
  }
  if (!strip) {
    strip = document.createElement('div')
    strip.className = 'strip'
    strip.setAttribute('role', 'status')
    strips[name] = strip
  }
  const line = document.createElement('p')
  line.className = 'wrap'
  line.textContent = text
  const main = document.getElementById('answer')
  if (!strip.isConnected) main?.before(strip)
  // A status is read out when it changes, so it is there before its words are.
  requestAnimationFrame(() => strip.replaceChildren(line))
}

export const tellNews = (text: string): void => show('news', text)

/** When the open page last spoke of now, ms. Lists that draw themselves anew say so. */
let knownAt = performance.timeOrigin

/** Tells of a lost connection, or of lists that grow old, on pages that have no line of their own for it. */
export function watchConnection(): void {
  let isOld = false
  const tell = () => {
    const isTold = document.querySelector('[data-shelter], main .verdict .stamp')
    const key = navigator.onLine ? isOld && 'offline.old' : 'offline.strip'
    show('offline', key && !isTold ? words()(key, { t: momentText(knownAt) }) : null)
  }
  document.addEventListener('desk:redrawn', () => {
    if (navigator.onLine) knownAt = Date.now()
    isOld = false
    tell()
  })
  document.addEventListener('desk:unreached', () => {
    isOld = true
    tell()
  })
  addEventListener('offline', tell)
  addEventListener('online', tell)
  tell()
}
