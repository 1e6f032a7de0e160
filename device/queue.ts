import type { ProblemSlug, ReportAnswer } from '#core/report/report.ts'

/** Reports that could not be sent, kept in IndexedDB, where the service worker finds them too. */
export interface QueuedReport {
  /** Its Idempotency-Key: however often it is sent, it is one. */
  key: string
  slug: string
  /** The service's name in the language of the page. */
  name: string
  problem: ProblemSlug | null
  device: string | undefined
  /** When it was made by the device's own clock, ms. */
  at: number
}

/** What became of a report that had waited; kept until somebody is told. */
export interface Outcome {
  key: string
  slug: string
  /** late: taken, but kept out of the count; dropped: too old to be sent. */
  kind: 'counted' | 'repeat' | 'late' | 'dropped' | 'refused'
  answer: ReportAnswer | null
}

export const mostQueued = 10

const stores = ['reports', 'outcomes'] as const

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('desk', 1)
    opening.onupgradeneeded = () => {
      for (const name of stores) opening.result.createObjectStore(name, { keyPath: 'key' })
    }
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })

/** Does something in one transaction over both stores; resolves when it is on disk. */
async function within<Result>(
  mode: IDBTransactionMode,
  act: (reports: IDBObjectStore, outcomes: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(stores, mode)
      const request = act(transaction.objectStore('reports'), transaction.objectStore('outcomes'))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = transaction.onerror = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

/** Waiting reports, oldest first. */
export const listQueued = async (): Promise<QueuedReport[]> =>
  (await within<QueuedReport[]>('readonly', (reports) => reports.getAll())).sort((a, b) => a.at - b.at)

/** Keeps a report; false if as many wait already as may. The same one again is kept as it was. */
export async function keepQueued(report: QueuedReport): Promise<boolean> {
  const waiting = await listQueued()
  if (waiting.some(({ key }) => key === report.key)) return true
  if (waiting.length >= mostQueued) return false
  await within('readwrite', (reports) => reports.put(report))
  return true
}

export const discardQueued = (key: string): Promise<undefined> =>
  within('readwrite', (reports) => reports.delete(key))

/** The report waits no more; what became of it waits to be told. */
export const settleQueued = (outcome: Outcome): Promise<unknown> =>
  within('readwrite', (reports, outcomes) => {
    reports.delete(outcome.key)
    return outcomes.put(outcome)
  })

/** What is to be told, each thing once: of several open pages the first that asks. */
export const takeOutcomes = (): Promise<Outcome[]> =>
  within<Outcome[]>('readwrite', (_reports, outcomes) => {
    const all = outcomes.getAll()
    all.onsuccess = () => outcomes.clear()
    return all
  })
