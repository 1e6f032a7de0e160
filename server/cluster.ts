import cluster, { type Worker } from 'node:cluster'
import type { Log } from '#base/log.ts'
import type { PreparedStore } from './store.ts'

/** What the primary tells a worker so that it can open. */
export interface WorkerStart {
  databaseUrl: string
  store: PreparedStore
  port: number
  processes: number
  /** Which front it is, from 0. */
  slot: number
  /** The store is away: open on the snapshot, and look at the store when told that it was made ready. */
  isAway: boolean
}

type ToWorker = { start: WorkerStart } | { prepared: true }
/** What is said to a worker before it listens is lost: it says when it does. */
type FromWorker = { listens: true } | { port: number }

const firstPauseMs = 500
const mostPauseMs = 30_000
/** Who lived so long fell for a new reason. */
const steadyMs = 60_000
const killAfterMs = 14_000

export interface Workers {
  port: number
  /** Tells all of them. */
  say(message: ToWorker): void
  /** Lets all of them finish what they began. */
  stop(): Promise<void>
}

export interface WorkersOptions {
  count: number
  /** What to tell a worker. */
  startOf(slot: number): WorkerStart
  log: Log
}

/**
 * Front processes that share one port by node:cluster: this process holds it and hands out connections. A worker that
 * falls is started again, after a pause that grows while it keeps falling. Rejects when one cannot open at all.
 */
export async function startWorkers({ count, startOf, log }: WorkersOptions): Promise<Workers> {
  const workers = new Map<number, Worker>()
  const pauses = new Map<number, number>()
  const restarts = new Set<NodeJS.Timeout>()
  let stopping = false

  const start = (slot: number) =>
    new Promise<number>((resolve, reject) => {
      const worker = cluster.fork()
      const startedAt = performance.now()
      workers.set(slot, worker)
      worker.on('message', (message: FromWorker) => {
        if ('port' in message) resolve(message.port)
        else worker.send({ start: startOf(slot) } satisfies ToWorker)
      })
      worker.once('exit', (code, signal) => {
        workers.delete(slot)
        reject(new Error(`front ${slot + 1} ended (${signal ?? code})`))
        if (!stopping) startAgain(slot, performance.now() - startedAt, signal ?? code)
      })
    })

  const startAgain = (slot: number, livedMs: number, reason: string | number) => {
    const pause = livedMs > steadyMs ? firstPauseMs : (pauses.get(slot) ?? firstPauseMs)
    pauses.set(slot, Math.min(mostPauseMs, pause * 2))
    log.warn('a front process ended; starting it again', { front: slot + 1, reason, pause })
    const timer = setTimeout(() => {
      restarts.delete(timer)
      start(slot).catch(() => {})
    }, pause)
    restarts.add(timer)
  }

  async function stop(): Promise<void> {
    stopping = true
    for (const timer of restarts) clearTimeout(timer)
    await Promise.all(
      [...workers.values()].map(
        (worker) =>
          new Promise<void>((resolve) => {
            worker.once('exit', () => resolve())
            worker.process.kill('SIGTERM')
            setTimeout(() => worker.process.kill('SIGKILL'), killAfterMs).unref()
          }),
      ),
    )
  }

  try {
    const [port] = await Promise.all(Array.from({ length: count }, (_, slot) => start(slot)))
    return {
      port: port!,
      say(message) {
        for (const worker of workers.values()) worker.send(message)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** In a worker: what the primary said at the start, and the promise of its word that the store was made ready. */
export function hearPrimary(): Promise<{ start: WorkerStart; prepared: Promise<void> }> {
  return new Promise((resolve) => {
    let tellPrepared = () => {}
    const prepared = new Promise<void>((told) => {
      tellPrepared = told
    })
    process.on('message', (message: ToWorker) => {
      if ('start' in message) resolve({ start: message.start, prepared })
      else tellPrepared()
    })
    process.send?.({ listens: true } satisfies FromWorker)
  })
}
