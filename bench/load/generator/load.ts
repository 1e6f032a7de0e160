import { Connection } from './connection.ts'
import type { Ask, LoadJob, LoadResult } from './jobs.ts'
import { prepareSender, type Sender } from './sender.ts'
import { Counter } from './tally.ts'

/** Who has not been answered so long after the end has not been answered. */
const patienceMs = 5_000

interface Kind {
  ask: Ask
  send: Sender
  counter: Counter
  share: number
  credit: number
}

/** Makes the kinds ready one after the other. Their weights say how often each comes. */
async function prepare(job: LoadJob): Promise<Kind[]> {
  const total = job.asks.reduce((sum, ask) => sum + (ask.weight ?? 1), 0)
  const kinds: Kind[] = []
  for (const ask of job.asks) {
    const send = await prepareSender(job.port, ask)
    kinds.push({ ask, send, counter: new Counter(), share: (ask.weight ?? 1) / total, credit: 0 })
  }
  return kinds
}

/** The kind that is furthest behind its share: the same order in every run. */
function nextKind(kinds: Kind[]): Kind {
  for (const kind of kinds) kind.credit += kind.share
  const behind = kinds.reduce((most, kind) => (kind.credit > most.credit ? kind : most))
  behind.credit -= 1
  return behind
}

/** Runs a load and tells what became of it. */
export async function runLoad(job: LoadJob): Promise<LoadResult> {
  const kinds = await prepare(job)
  const connections = Array.from({ length: job.connections }, () => new Connection(job.port))
  const beganAt = performance.now()
  const endsAt = beganAt + job.seconds * 1000
  let lastAt = beganAt
  let under = 0
  let isOver = false

  /** Sends one request; false when its kind has nobody left. */
  const send = (connection: Connection, dueAt: number, after: () => void): boolean => {
    const { counter, send: sendOne } = nextKind(kinds)
    let isCounted = false
    const count = (status: number | null) => {
      if (isCounted) return
      isCounted = true
      under--
      pending.delete(count)
      const at = performance.now()
      counter.add(status, at - dueAt)
      if (status !== null) lastAt = at
      if (!isOver) after()
    }
    under++
    pending.add(count)
    if (sendOne(connection, count)) return true
    pending.delete(count)
    under--
    return false
  }
  const pending = new Set<(status: null) => void>()
  if (job.rate) {
    const sent = await keepRate(job.rate, connections, beganAt, endsAt, send)
    // Who never got a turn was not answered either.
    for (let left = Math.round(job.rate * job.seconds) - sent; left > 0; left--) {
      nextKind(kinds).counter.add(null, 0)
    }
  } else await keepBusy(connections, endsAt, send)
  const until = performance.now() + patienceMs
  while (under > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 5))
  isOver = true
  for (const giveUp of pending) giveUp(null)
  for (const connection of connections) connection.close()
  // With a rate the time is what was asked for; without, it ends with the last answer.
  const seconds = job.rate ? job.seconds : Math.max(0.001, (lastAt - beganAt) / 1000)
  return {
    seconds,
    tallies: Object.fromEntries(kinds.map(({ ask, counter }) => [ask.name, counter.result(seconds)])),
  }
}

type Send = (connection: Connection, dueAt: number, after: () => void) => boolean

/** Every connection asks again as soon as it is answered. */
function keepBusy(connections: Connection[], endsAt: number, send: Send): Promise<unknown> {
  return Promise.all(
    connections.map(
      (connection) =>
        new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.max(0, endsAt - performance.now()) + patienceMs)
          const step = () => {
            const now = performance.now()
            if (now < endsAt && send(connection, now, step)) return
            clearTimeout(timer)
            resolve()
          }
          step()
        }),
    ),
  )
}

/** Requests fall due at an even pace; those for which no connection is free wait, and their waiting counts. Says how many. */
function keepRate(
  rate: number,
  connections: Connection[],
  beganAt: number,
  endsAt: number,
  send: Send,
): Promise<number> {
  const idle = [...connections]
  let due = 0
  return new Promise((resolve) => {
    const drain = (now: number) => {
      while (idle.length > 0) {
        const dueAt = beganAt + (due * 1000) / rate
        if (dueAt >= now) return
        const connection = idle.pop()!
        due++
        if (!send(connection, dueAt, () => idle.push(connection))) idle.push(connection)
      }
    }
    const timer = setInterval(() => {
      const now = performance.now()
      drain(Math.min(now, endsAt))
      if (now < endsAt) return
      clearInterval(timer)
      resolve(due)
    }, 2)
  })
}
