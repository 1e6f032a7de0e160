import { deliverQueued } from './deliver.ts'
import { listQueued, type Outcome, takeOutcomes } from './queue.ts'
import { tellNews } from './strip.ts'
import { words } from './words.ts'

/** Told to the document for every report that waited and is settled now; the report panel listens. */
export const settledEvent = 'desk:settled'

/** What became of reports that waited, in sentences; empty if of none anything is to be said. */
export function newsOf(outcomes: Pick<Outcome, 'kind'>[]): string {
  const t = words()
  const countOf = (...kinds: Outcome['kind'][]) => outcomes.filter(({ kind }) => kinds.includes(kind)).length
  const lines: [key: string, n: number][] = [
    ['offline.sent', countOf('counted', 'repeat', 'late')],
    ['offline.late', countOf('late')],
    ['offline.dropped', countOf('dropped')],
    ['offline.refused', countOf('refused')],
  ]
  const said = lines.flatMap(([key, n]) => (n > 0 ? [t(key, { n })] : []))
  return said.length > 0 ? [t('offline.back'), ...said].join(' ') : ''
}

const tellPage = (detail: Outcome): boolean =>
  document.dispatchEvent(new CustomEvent(settledEvent, { detail }))

/** The report may have been made in another tab. */
const otherTabs = typeof BroadcastChannel === 'function' ? new BroadcastChannel('desk') : null
otherTabs?.addEventListener('message', ({ data }) => tellPage(data))

/** Tells of what the service worker or this page has sent. False: there was nothing to tell. */
export async function tellOutcomes(): Promise<boolean> {
  const outcomes = await takeOutcomes()
  for (const outcome of outcomes) {
    tellPage(outcome)
    otherTabs?.postMessage(outcome)
  }
  const news = newsOf(outcomes)
  if (news) tellNews(news)
  return news !== ''
}

/** Sends what waits and tells of it. False: there was nothing to tell. */
export async function sendWaiting(): Promise<boolean> {
  if ((await listQueued()).length > 0 && navigator.onLine) await deliverQueued()
  return tellOutcomes()
}

/** The offline page says that it is one: once that is over, it says so too. */
export function tellBack(): void {
  if (document.querySelector('[data-shelter]')) tellNews(words()('offline.back'))
}
