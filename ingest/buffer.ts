/**
 * Group commit: rows wait a few milliseconds for company, go to the store in one transaction, and every
 * caller is answered after the COMMIT. Bounded: over the brim a caller is told at once, never silently lost.
 */

export interface WriteBuffer<Row, Outcome> {
  /** Resolves after the row's batch is committed; rejects with BufferFull, or with what the store said. */
  add(row: Row): Promise<Outcome>
  /** Rows waiting or being written. */
  readonly size: number
  /** Resolves when everything taken so far is answered. */
  drain(): Promise<void>
}

export class BufferFull extends Error {
  override name = 'BufferFull'
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
}

/** @param flush writes a batch and returns one outcome a row, in order; retried by itself where that is safe */
export function createBuffer<Row, Outcome>(
  flush: (rows: Row[]) => Promise<Outcome[]>,
  { waitMs = 4, maxBatch = 200, capacity = 5_000 }: BufferOptions = {},
): WriteBuffer<Row, Outcome> {
  const waiting: Waiting<Row, Outcome>[] = []
  let writing = 0
  let timer: NodeJS.Timeout | null = null
  let busy: Promise<void> | null = null

  const write = async () => {
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
    busy = null
  }
  const start = () => {
    if (timer) clearTimeout(timer)
    timer = null
    busy ??= write()
  }
  return {
    get size() {
      return waiting.length + writing
    },
    add(row) {
      if (waiting.length + writing >= capacity) return Promise.reject(new BufferFull('the buffer is full'))
      return new Promise((resolve, reject) => {
        waiting.push({ row, resolve, reject })
        // While a batch is being written the next one gathers by itself.
        if (busy) return
        if (waiting.length >= maxBatch) start()
        else timer ??= setTimeout(start, waitMs)
      })
    },
    async drain() {
      if (waiting.length > 0) start()
      await busy
    },
  }
}
