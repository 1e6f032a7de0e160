import type { Status } from '#core/status.ts'

/**
 * Runs inside an embed: keeps it fresh while somebody looks, and tells the page around it its height and state.
 * It must work in a sandbox without an origin, so it touches neither cookies nor storage.
 * Shipped inline, allowed by its hash; embed/build.ts makes it small.
 */

/** What is told to the host page with every new state; names as in GET /api/v1/services/{slug}/state. */
export interface ToldState {
  service: string
  status: Status
  stale: boolean
  reports15m: number
  usual15m: number | null
  at: string
}

const main = document.querySelector('main')!
/** How times are written: api/embed/embed-document.ts says it. */
const { tag } = document.documentElement.dataset
const secret = /secret=(\w+)/.exec(location.hash)?.[1]
let shown = main.innerHTML
let freshAt = Date.now()
let dueAt = 0
let inView = false

const tell = (message: object) => parent !== window && parent.postMessage(message, '*')

const tellHeight = () => {
  const height = Math.ceil(main.getBoundingClientRect().height)
  tell({ type: 'outage:resize', height })
  // WordPress takes heights only with the secret it put into our address.
  if (secret) tell({ message: 'height', value: height, secret })
}

/** Times in the reader's zone; those that name their day keep it while it is not today's. */
const clock = (at: number, day?: boolean) =>
  new Date(at).toLocaleString(tag, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(day && Date.now() - at > 72e6 ? { day: 'numeric', month: 'short' } : {}),
  })

const say = (text: string) => {
  const line = main.querySelector<HTMLElement>('.off')!
  line.textContent = text
  line.hidden = !text
}

/** After the first look and after each change. */
const settle = () => {
  for (const item of main.querySelectorAll<HTMLTimeElement>('time,[data-zone]'))
    item.textContent = item.dateTime
      ? clock(Date.parse(item.dateTime), 'day' in item.dataset)
      : item.dataset.zone!
  const { state, pace } = main.querySelector<HTMLElement>('.w')!.dataset
  // Half a second of grace for the interval's own jitter.
  dueAt = Date.now() + Number(pace) * 1e3 - 500
  if (state) tell({ type: 'outage:state', detail: JSON.parse(state) })
}

/** Fetches this very document again and takes over what is in <main>: the server draws, here as everywhere. */
const refresh = async () => {
  dueAt = Infinity
  try {
    const answer = await fetch(location.href, { cache: 'no-cache', credentials: 'omit' })
    if (!answer.ok) throw answer
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const style = (of: Document) => of.querySelector('style')!.textContent
    // A new version of us: new markup wants its new style.
    if (style(next) !== style(document)) return location.reload()
    const fresh = next.querySelector('main')!.innerHTML
    freshAt = Date.now()
    if (fresh === shown) say('')
    else {
      const focused = [...main.querySelectorAll('a')].indexOf(document.activeElement as HTMLAnchorElement)
      main.innerHTML = shown = fresh
      main.querySelectorAll('a')[focused]?.focus()
    }
    settle()
  } catch {
    // The last picture stays, and says when it was taken.
    say(main.querySelector<HTMLElement>('.off')!.dataset.offline!.replace('{time}', clock(freshAt, true)))
    dueAt = Date.now() + 6e4
  }
}

const look = () => {
  if (inView && !document.hidden && Date.now() > dueAt) refresh()
}

new IntersectionObserver((seen) => {
  inView = seen.at(-1)!.isIntersecting
  look()
}).observe(main)
// Calls at once, and again whenever the content needs another height.
new ResizeObserver(tellHeight).observe(main)
document.addEventListener('visibilitychange', look)
setInterval(look, 15e3)

addEventListener('message', ({ source, data }) => {
  if (source === parent && data?.message === 'ready') tellHeight()
})

// Where a sandbox forbids new tabs, the address is shown as text; WordPress follows it for us.
main.addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a')
  if (!link || origin !== 'null') return
  if (secret) tell({ message: 'link', value: link.href, secret })
  say(link.href)
})

settle()
