/**
 * Group commit: rows wait a few milliseconds for company, go to the store in one transaction, and every
 * caller is answered after the COMMIT. Bounded: over the brim a caller is told at once, never silently lost.
 */

export interface WriteBuffer<Row, Outcome> {
  /** Resolves after the row's batch is committed; rejects with BufferFull, TooSlow, or what the store said. */
  add(row: Row, waitAtMostMs?: number): Promise<Outcome>
  /** Rows waiting or being written. */
  readonly size: number
  /** Resolves when everything taken so far is answered. */
  drain(): Promise<void>
}

export class BufferFull extends Error {
  override name = 'BufferFull'
}

/** The store did not answer in time. A row that was on its way may still arrive: its key finds it. */
export class TooSlow extends Error {
  override name = 'TooSlow'
}

interface Waiting<Row, Outcome> {
  row: Row
  resolve(outcome: Outcome): void
  reject(error: unknown): void
}

export interface BufferOptions {
  waitMs?: number
  maxBatch?: number
  capacity?: number
  /** So long a caller is kept waiting. A row that has not been sent by then is not sent any more. */
  patienceMs?: number
}

/** @param flush writes a batch and returns one outcome a row, in order; retried by itself where that is safe */
export function createBuffer<Row, Outcome>(
  flush: (rows: Row[]) => Promise<Outcome[]>,
  { waitMs = 4, maxBatch = 200, capacity = 5_000, patienceMs = 1_800 }: BufferOptions = {},
): WriteBuffer<Row, Outcome> {
  const waiting: Waiting<Row, Outcome>[] = []
  let writing = 0
  let timer: NodeJS.Timeout | null = null
  let isWriting = false
  let written: Promise<void> = Promise.resolve()

  const write = async () => {
    isWriting = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxBatch)
      writing = batch.length
      try {
        const outcomes = await flush(batch.map((entry) => entry.row))
        for (const [index, entry] of batch.entries()) entry.resolve(outcomes[index]!)
      } catch (error) {
        for (const entry of batch) entry.reject(error)
      }
      writing = 0
    }
    isWriting = false
  }
  const start = () => {
    if (timer) clearTimeout(timer)
    timer = null
    if (!isWriting) written = write()
  }
  return {
    get size() {
      return waiting.length + writing
    },
    add(row, waitAtMostMs = patienceMs) {
      if (waiting.length + writing >= capacity) return Promise.reject(new BufferFull('the buffer is full'))
      let patience: NodeJS.Timeout | undefined
      const answer = new Promise<Outcome>((resolve, reject) => {
        const entry = { row, resolve, reject }
        waiting.push(entry)
        patience = setTimeout(() => {
          const place = waiting.indexOf(entry)
          if (place >= 0) waiting.splice(place, 1)
          reject(new TooSlow('the store is slow'))
        }, waitAtMostMs)
        // While a batch is being written the next one gathers by itself.
        if (isWriting) return
        if (waiting.length >= maxBatch) start()
        else timer ??= setTimeout(start, waitMs)
      })
      return answer.finally(() => clearTimeout(patience))
    },
    async drain() {
      if (waiting.length > 0) start()
      await written
    },
  }
}
