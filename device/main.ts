import { watchFollow } from './follow-button.ts'
import { forgetEverything, isForgotten } from './forget.ts'
import { watchLanguage } from './language-link.ts'
import { recall } from './memory.ts'
import { sendWaiting, tellBack, tellOutcomes } from './news.ts'
import { takePresses } from './pressed.ts'
import { watchPush } from './push-button.ts'
import { discardQueued, keepQueued, listQueued, type QueuedReport } from './queue.ts'
import { watchShare } from './share-buttons.ts'
import { fillShelter } from './shelter.ts'
import { watchConnection } from './strip.ts'
import { watchTheme } from './theme-button.ts'
import { readOpenPage, rememberVisit } from './visited.ts'

// /device.js: what a page does for its reader's device, a while after it was loaded (device/head-script.ts).
// Nothing on a page needs it to be read or to send a report.

const quietly = (work: Promise<unknown>): void => void work.catch(() => {})

/** The service worker stands between later pages and a bad connection. */
async function hireWorker(): Promise<void> {
  const container = navigator.serviceWorker
  if (!container || isForgotten()) return
  container.addEventListener('message', () => quietly(tellOutcomes().then(fillShelter)))
  const wasAlone = !container.controller
  await container.register('/sw.js')
  // The reader was quicker: what was begun is deleted with the rest.
  if (isForgotten()) return forgetEverything()
  if (!wasAlone) return
  // The first page came without it: it is shown what a second look would bring.
  const { active } = await container.ready
  const files = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/_next/static/`))
  if (!isForgotten()) active?.postMessage({ page: location.pathname + location.search, files })
}

/** Keeps a report for later, and asks to be woken when there is a connection. null: it could not be kept. */
async function keep(report: Pick<QueuedReport, 'key' | 'slug' | 'problem'>): Promise<number | null> {
  const at = Date.now()
  const name = document.querySelector<HTMLElement>('[data-service-name]')?.dataset.serviceName ?? report.slug
  const device = recall('device') ?? undefined
  const isKept = await keepQueued({ ...report, name, device, at }).catch(() => false)
  if (isKept) {
    backSoon()
    const registration = (await navigator.serviceWorker?.getRegistration()) as
      | (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } })
      | undefined
    await registration?.sync?.register('reports').catch(() => {})
  }
  return isKept ? at : null
}

function noteVisit(): void {
  const visit = readOpenPage(document, location.pathname)
  if (visit && navigator.onLine && !isForgotten()) rememberVisit(visit)
}

const back = async (): Promise<boolean> => {
  if (isForgotten()) return false
  const isTold = await sendWaiting()
  await fillShelter()
  if ((await listQueued()).length > 0) backSoon()
  return isTold
}

let again: ReturnType<typeof setTimeout> | undefined

/** No browser says when a desk that was too busy takes reports again. */
function backSoon(): void {
  clearTimeout(again)
  again = setTimeout(() => quietly(back()), 20_000 + Math.random() * 40_000)
}

const page = globalThis as typeof globalThis & { deskDevice?: unknown; deskTapped?: unknown }
page.deskDevice = { keep, discard: (key: string) => quietly(discardQueued(key)) }
watchConnection()
watchFollow()
watchLanguage()
watchPush()
watchShare()
watchTheme()
noteVisit()
addEventListener('pagehide', noteVisit)
addEventListener('online', () => quietly(back().then((isTold) => isTold || tellBack())))
document.addEventListener('visibilitychange', () => {
  if (document.hidden) noteVisit()
  else quietly(back())
})
quietly(hireWorker())
quietly(back())
takePresses(page.deskTapped)
