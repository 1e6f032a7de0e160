import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { BufferFull, createBuffer, TooSlow } from './buffer.ts'

/** A store that answers when it is told to. */
function heldStore() {
  const batches: { rows: number[]; commit(): void; fail(error: Error): void }[] = []
  let called = () => {}
  const flush = (rows: number[]) =>
    new Promise<string[]>((resolve, reject) => {
      batches.push({ rows, commit: () => resolve(rows.map((row) => `outcome ${row}`)), fail: reject })
      called()
    })
  return {
    flush,
    batches,
    /** Resolves when the store has been asked for the n-th time. */
    async asked(n: number) {
      while (batches.length < n) {
        await new Promise<void>((resolve) => {
          called = resolve
        })
      }
      return batches[n - 1]!
    },
  }
}

const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

describe('the buffer', () => {
  it('goes on after a row that lost its patience before there was anything to write', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const buffer = createBuffer(async (rows: number[]) => rows.map((row) => `outcome ${row}`), { waitMs: 4 })
    const first = expect(buffer.add(1, 1)).rejects.toThrow(TooSlow)
    await vi.advanceTimersByTimeAsync(10)
    await first
    const second = buffer.add(2)
    await vi.advanceTimersByTimeAsync(10)
    expect(await second).toBe('outcome 2')
  })

  it('answers nobody before the batch is committed, then each with its own outcome', async () => {
    const store = heldStore()
    const buffer = createBuffer(store.flush)
    const answered: string[] = []
    const all = Promise.all(rows(0, 5).map((row) => buffer.add(row).then((it) => answered.push(it))))
    const batch = await store.asked(1)
    expect([batch.rows, answered, buffer.size]).toEqual([[0, 1, 2, 3, 4], [], 5])
    batch.commit()
    await all
    expect(answered).toEqual(rows(0, 5).map((row) => `outcome ${row}`))
    expect(buffer.size).toBe(0)
  })

  it('never writes more than a batch at once, one batch after the other, in order of arrival', async () => {
    const store = heldStore()
    const buffer = createBuffer(store.flush, { maxBatch: 4 })
    const answers = rows(0, 10).map((row) => buffer.add(row))
    ;(await store.asked(1)).commit()
    const second = await store.asked(2)
    expect(store.batches).toHaveLength(2)
    second.commit()
    ;(await store.asked(3)).commit()
    expect(await Promise.all(answers)).toEqual(rows(0, 10).map((row) => `outcome ${row}`))
    expect(store.batches.map((batch) => batch.rows)).toEqual([rows(0, 4), rows(4, 8), rows(8, 10)])
  })

  it('gathers whoever comes while a batch is being written into the next one', async () => {
    const store = heldStore()
    const buffer = createBuffer(store.flush)
    const first = buffer.add(0)
    const batch = await store.asked(1)
    const late = [buffer.add(1), buffer.add(2)]
    batch.commit()
    await first
    const next = await store.asked(2)
    expect(next.rows).toEqual([1, 2])
    next.commit()
    expect(await Promise.all(late)).toEqual(['outcome 1', 'outcome 2'])
  })

  it('tells those over the brim at once, and has room again when a batch is answered', async () => {
    const store = heldStore()
    const buffer = createBuffer(store.flush, { capacity: 3, maxBatch: 2 })
    const taken = rows(0, 3).map((row) => buffer.add(row))
    await expect(buffer.add(3)).rejects.toBeInstanceOf(BufferFull)
    const batch = await store.asked(1)
    await expect(buffer.add(4)).rejects.toBeInstanceOf(BufferFull)
    batch.commit()
    const next = await store.asked(2)
    const later = buffer.add(5)
    next.commit()
    ;(await store.asked(3)).commit()
    expect(await Promise.all([...taken, later])).toHaveLength(4)
    expect(store.batches.flatMap((one) => one.rows)).toEqual([0, 1, 2, 5])
  })

  it('fails everyone of a batch that failed, and nobody of the next', async () => {
    const store = heldStore()
    const buffer = createBuffer(store.flush, { maxBatch: 2 })
    const answers = Promise.allSettled(rows(0, 4).map((row) => buffer.add(row)))
    ;(await store.asked(1)).fail(new Error('the disk is full'))
    ;(await store.asked(2)).commit()
    const settled = await answers
    expect(settled.map((answer) => answer.status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled'])
    expect(settled[0]).toMatchObject({ reason: new Error('the disk is full') })
    expect(buffer.size).toBe(0)
    const after = buffer.add(9)
    ;(await store.asked(3)).commit()
    expect(await after).toBe('outcome 9')
  })

  it('is drained when everything taken is answered, without waiting for company', async () => {
    const store = heldStore()
    const buffer = createBuffer(store.flush, { waitMs: 3_600_000 })
    const answer = buffer.add(1)
    let drained = false
    const draining = buffer.drain().then(() => {
      drained = true
    })
    const batch = await store.asked(1)
    expect(drained).toBe(false)
    batch.commit()
    await draining
    expect(await answer).toBe('outcome 1')
    await buffer.drain()
  })

  it('keeps nobody waiting for a store that hangs, and does not send later what was refused', async () => {
    const store = heldStore()
    const buffer = createBuffer(store.flush, { patienceMs: 30 })
    const sent = buffer.add(0)
    const first = await store.asked(1)
    const waiting = buffer.add(1)
    await expect(sent).rejects.toThrow(TooSlow)
    await expect(waiting).rejects.toThrow(TooSlow)
    const next = buffer.add(2, 1_000)
    first.commit()
    const second = await store.asked(2)
    expect(second.rows).toEqual([2])
    second.commit()
    expect(await next).toBe('outcome 2')
    expect(buffer.size).toBe(0)
  })
})
