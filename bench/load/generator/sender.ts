import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, Connection } from './connection.ts'
import type { Ask } from './jobs.ts'
import { getRequest, personOf, reportRequest, tokenRequest } from './people.ts'

/** Sends the next request of one kind; false when nobody is left to send one. */
export type Sender = (connection: Connection, done: (status: number | null) => void) => boolean

const tokenConnections = 32
/** Who is turned away comes again, a few times. */
const tokenTries = 5
const againMs = 300

/** Makes ready what one kind of request needs, so that only the requests themselves are timed. */
export async function prepareSender(port: number, ask: Ask): Promise<Sender> {
  if (ask.kind === 'report') return prepareReports(port, ask)
  let next = 0
  if (ask.kind === 'stream') {
    return (_, done) => {
      glanceAtStream(port, ask.path, personOf(next++).address, done)
      return true
    }
  }
  const fixed = getRequest(port, ask.path, ask.headers)
  const fresh = `${process.pid}${Date.now() % 1e6}`
  const request = ask.path.includes('{n}')
    ? () => getRequest(port, ask.path.replace('{n}', `${fresh}${next++}`), ask.headers)
    : () => fixed
  return (connection, done) => {
    connection.ask(request(), (answer) => done(answer?.status ?? null))
    return true
  }
}

async function prepareReports(port: number, ask: Ask & { kind: 'report' }): Promise<Sender> {
  const slugOf = (index: number) => ask.slugs[index % ask.slugs.length]!
  const tokens = ask.withToken ? await fetchTokens(port, ask, slugOf) : []
  let next = 0
  return (connection, done) => {
    if (next >= ask.count) return false
    const index = next++
    const person = personOf(ask.first + index)
    connection.ask(reportRequest(port, slugOf(index), person, tokens[index], ask.path), (answer) =>
      done(answer?.status ?? null),
    )
    return true
  }
}

/** Everybody opens the page. */
async function fetchTokens(
  port: number,
  ask: Ask & { kind: 'report' },
  slugOf: (index: number) => string,
): Promise<string[]> {
  const tokens: string[] = []
  let next = 0
  const askOne = (connection: Connection, index: number) =>
    new Promise<Answer | null>((resolve) => {
      connection.ask(tokenRequest(port, slugOf(index), personOf(ask.first + index)), resolve)
    })
  const work = async (connection: Connection) => {
    while (next < ask.count) {
      const index = next++
      let answer = await askOne(connection, index)
      for (let tries = 1; answer?.status !== 200 && tries < tokenTries; tries++) {
        await sleep(againMs)
        answer = await askOne(connection, index)
      }
      if (answer?.status !== 200) throw new Error(`no page token: ${answer?.status ?? 'no answer'}`)
      tokens[index] = (JSON.parse(answer.body.toString()) as { token: string }).token
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: tokenConnections }, () => work(new Connection(port))))
  return tokens
}

const glanceMs = 5_000

/** A tab that is opened and closed again: done with the first event. */
function glanceAtStream(
  port: number,
  path: string,
  address: string,
  done: (status: number | null) => void,
): void {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let seen = ''
  const leave = (status: number | null) => {
    socket.removeAllListeners().on('error', () => {})
    socket.destroy()
    done(status)
  }
  socket.setTimeout(glanceMs, () => leave(null))
  socket.on('error', () => leave(null))
  socket.on('close', () => leave(null))
  socket.on('data', (chunk) => {
    seen += chunk.toString('latin1')
    const status = Number(seen.slice(9, 12))
    if ((status !== 200 && seen.includes('\r\n\r\n')) || seen.includes('\ndata: ')) leave(status)
  })
  socket.write(getRequest(port, path, { 'x-forwarded-for': address, accept: 'text/event-stream' }))
}
