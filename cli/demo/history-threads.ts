import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { ServiceRecord } from '#store/services.ts'
import type { HistoryShare } from './history-worker.ts'
import type { HistoryPlan, ServiceHistory } from './service-history.ts'

/** More would only starve the database that writes at the same time. */
const mostThreads = 2

/**
 * Makes up all services' histories in threads and hands each to `take` as it comes, in no certain order.
 * Rejects if a thread fails; the others are stopped then.
 */
export async function makeHistories(
  plan: HistoryPlan,
  services: ServiceRecord[],
  take: (history: ServiceHistory) => void,
): Promise<void> {
  const count = Math.min(mostThreads, availableParallelism())
  const placed = services.map((service, place) => ({ service, place }))
  const threads = Array.from({ length: count }, (_, nth) => {
    // The best known are the dearest, so they are dealt out like cards.
    const share: HistoryShare = { plan, services: placed.filter(({ place }) => place % count === nth) }
    return new Worker(new URL('./history-worker.ts', import.meta.url), {
      workerData: share,
      execArgv: ['--import', 'tsx'],
    })
  })
  try {
    await Promise.all(threads.map((thread) => listen(thread, take)))
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}

const listen = (thread: Worker, take: (history: ServiceHistory) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    thread.on('message', take)
    thread.on('error', reject)
    thread.on('exit', () => resolve())
  })
