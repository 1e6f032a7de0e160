import { Worker } from 'node:worker_threads'
import type { Box } from './box.ts'

export interface Painting {
  box: Box
  format: 'png' | 'svg'
  width: number
  height: number
}

/** Draws pictures, one after the other, in a thread of their own: drawing takes longer than the front may be held. */
export interface Painter {
  /** Rejects with `TooManyPictures` when too many wait already. */
  paint(painting: Painting): Promise<Buffer>
  stop(): Promise<void>
}

export class TooManyPictures extends Error {
  override name = 'TooManyPictures'
}

/** So many pictures may wait or be under way: a second or two of work. */
const mostWaiting = 16
/** Longer than this nothing is drawn; the thread is taken for stuck. */
const longestMs = 15_000
/** Unused so long, the thread gives its memory back. */
const idleMs = 120_000

interface Answer {
  id: number
  bytes?: Uint8Array
  error?: string
}

interface Waiting {
  resolve(bytes: Buffer): void
  reject(error: Error): void
}

/** A painter whose thread starts with the first picture, and again after it fell. */
export function createPainter(): Painter {
  let worker: Worker | null = null
  let last = 0
  let timer: NodeJS.Timeout | undefined
  const waiting = new Map<number, Waiting>()

  const drop = (fallen: Worker, reason: Error) => {
    if (worker !== fallen) return
    worker = null
    clearTimeout(timer)
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
    void fallen.terminate()
  }

  /** Set anew with each answer: while there is work, it bounds the work; without, the thread's rest. */
  const watch = (of: Worker) => {
    clearTimeout(timer)
    timer = setTimeout(
      () => drop(of, new Error('a picture took too long')),
      waiting.size > 0 ? longestMs : idleMs,
    ).unref()
  }

  const start = (): Worker => {
    const started = new Worker(new URL('./painter-worker.mjs', import.meta.url), { execArgv: [] })
    started.unref()
    started.on('message', ({ id, bytes, error }: Answer) => {
      const its = waiting.get(id)
      waiting.delete(id)
      watch(started)
      if (bytes) its?.resolve(Buffer.from(bytes))
      else its?.reject(new Error(error))
    })
    started.on('error', (error) => drop(started, error))
    started.on('exit', (code) => drop(started, new Error(`the painter ended (${code})`)))
    return started
  }

  return {
    paint(painting) {
      if (waiting.size >= mostWaiting) return Promise.reject(new TooManyPictures('too many pictures wait'))
      worker ??= start()
      const id = ++last
      const painted = new Promise<Buffer>((resolve, reject) => waiting.set(id, { resolve, reject }))
      watch(worker)
      worker.postMessage({ id, ...painting })
      return painted
    },
    async stop() {
      const running = worker
      if (running) drop(running, new Error('the painter stops'))
      await running?.terminate()
    },
  }
}
