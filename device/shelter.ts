import { discardQueued, listQueued, type QueuedReport } from './queue.ts'
import { standAt } from './stand-at.ts'
import { listVisited, type Visited } from './visited.ts'
import { momentText, pageLocale, words } from './words.ts'

// The offline page: the server draws its frame, this fills in what only the device knows.

/** A name keeps its own direction. */
function nameOf(name: string): HTMLElement {
  const element = document.createElement('bdi')
  element.textContent = name
  return element
}

function waitingItem(
  { key, name, at }: QueuedReport,
  discarded: (button: HTMLButtonElement) => void,
): HTMLLIElement {
  const t = words()
  const item = document.createElement('li')
  const line = document.createElement('span')
  line.append(nameOf(name), ` ${t('offline.savedAt', { t: momentText(at) })}`)
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'btn'
  button.textContent = t('offline.discard')
  button.setAttribute('aria-label', t('offline.discardOne', { s: name }))
  button.addEventListener('click', () => void discardQueued(key).then(() => discarded(button)))
  item.append(line, button)
  return item
}

function knownItem({ slug, name, status, at }: Visited): HTMLLIElement {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = `/${pageLocale()}/status/${slug}`
  link.className = `st-${status}`
  const title = document.createElement('span')
  title.className = 'nm'
  title.append(nameOf(name))
  const state = document.createElement('span')
  state.className = 's'
  const icon = document.querySelector(`[data-icon="${status}"]`)?.firstElementChild?.cloneNode(true)
  if (icon) state.append(icon)
  const time = document.createElement('time')
  time.dateTime = at
  time.textContent = momentText(at)
  state.append(words()(`status.${status}`), words()('between'), time)
  link.append(title, state)
  item.append(link)
  return item
}

/** Shows a list with its heading, or neither. */
function fill(section: Element | null, items: HTMLLIElement[]): void {
  section?.querySelector('ul')?.replaceChildren(...items)
  section?.toggleAttribute('hidden', items.length === 0)
}

/** Opened by its own address while there is a connection, it does not say that there is none. */
function sayWhere(heading: HTMLElement | null): void {
  if (heading && navigator.onLine && location.pathname.endsWith('/offline'))
    heading.textContent = words()('offline.online')
}

/** Fills the offline page; nothing on any other. */
export async function fillShelter(): Promise<void> {
  const shelter = document.querySelector('[data-shelter]')
  if (!shelter) return
  sayWhere(shelter.querySelector('h1'))
  const retry = shelter.querySelector<HTMLElement>('[data-again]')
  if (retry)
    retry.onclick = () => {
      location.reload()
      return false
    }
  fill(shelter.querySelector('[data-known]'), listVisited().map(knownItem))
  const waiting = await listQueued().catch(() => [])
  const buttons = () => [...shelter.querySelectorAll<HTMLButtonElement>('[data-waiting] button')]
  /** The button goes with its report: whoever pressed it stands at the next one, or at the top. */
  const again = async (button: HTMLButtonElement) => {
    const place = buttons().indexOf(button)
    await fillShelter()
    const left = buttons()
    standAt(left[Math.min(place, left.length - 1)], shelter.querySelector('h1'))
  }
  fill(
    shelter.querySelector('[data-waiting]'),
    waiting.map((report) => waitingItem(report, (button) => void again(button))),
  )
}
