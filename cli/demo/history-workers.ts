import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { ServiceRecord } from '#store/service/services.ts'
import type { HistoryShare } from './history-worker.ts'
import type { HistoryPlan, ServiceHistory } from './service-history.ts'

/** More would only starve the database that writes at the same time. */
const mostWorkers = 2
const script = fileURLToPath(new URL('./history-worker.ts', import.meta.url))

/**
 * Makes up all services' histories in helper processes (threads do not take TypeScript from tsx) and hands each to
 * `take` as it comes, in no certain order. Rejects if a helper fails; the others are stopped then.
 */
export async function makeHistories(
  plan: HistoryPlan,
  services: ServiceRecord[],
  take: (history: ServiceHistory) => void,
): Promise<void> {
  const count = Math.min(mostWorkers, availableParallelism())
  const placed = services.map((service, place) => ({ service, place }))
  const workers = Array.from({ length: count }, (_, nth) => {
    const worker = fork(script, [], { execArgv: ['--import', 'tsx'], serialization: 'advanced' })
    // The best known are the dearest, so they are dealt out like cards.
    const share: HistoryShare = { plan, services: placed.filter(({ place }) => place % count === nth) }
    worker.send(share)
    return worker
  })
  try {
    await Promise.all(workers.map((worker) => listen(worker, take)))
  } finally {
    for (const worker of workers) worker.kill()
  }
}

const listen = (worker: ChildProcess, take: (history: ServiceHistory) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.on('message', take)
    worker.once('error', reject)
    worker.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`a helper of the sample history ended (${signal ?? code})`)),
    )
  })
