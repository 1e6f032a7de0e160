import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Heard, ListenJob, OpenJob, OpenResult } from './jobs.ts'
import { getRequest, personOf } from './people.ts'

const openingAtOnce = 200
const answerMs = 10_000
/** A browser that is turned away comes back; here sooner, so that we need not wait for minutes. */
const tries = 8
const againMs = 1_000
/** Linux has all of 127.0.0.0/8: with several addresses of our own we never run out of ports. */
const sources = process.platform === 'linux' ? 8 : 0

const sockets = new Set<Socket>()
let events = new Map<string, Heard>()
let opened = 0
let known = 0

/** Opens many live streams from many addresses, and keeps them. */
export async function openStreams({ port, path, streams }: OpenJob): Promise<OpenResult> {
  closeStreams()
  const beganAt = performance.now()
  let next = 0
  let refused = 0
  const work = async () => {
    while (next < streams) {
      if (await openPatiently(port, path, next++)) opened++
      else refused++
    }
  }
  await Promise.all(Array.from({ length: openingAtOnce }, work))
  const seconds = (performance.now() - beganAt) / 1000
  await sleep(500)
  // The first event is the state of now, to each by itself.
  known = events.size
  return { opened, refused, seconds }
}

async function openPatiently(port: number, path: string, index: number): Promise<boolean> {
  for (let left = tries; left > 0; left--) {
    if (await openOne(port, path, index)) return true
    await sleep(againMs)
  }
  return false
}

function openOne(port: number, path: string, index: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      ...(sources > 0 && { localAddress: `127.0.0.${2 + (index % sources)}` }),
    })
    let rest = ''
    let isOpen = false
    socket.setTimeout(answerMs, () => socket.destroy())
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      resolve(false)
    })
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1')
      if (!isOpen && rest.includes('\r\n\r\n')) {
        if (!rest.startsWith('HTTP/1.1 200')) return void socket.destroy()
        isOpen = true
        socket.setTimeout(0)
        sockets.add(socket)
        resolve(true)
      }
      rest = hear(rest)
    })
    socket.write(
      getRequest(port, path, {
        accept: 'text/event-stream',
        'x-forwarded-for': personOf(index).address,
      }),
    )
  })
}

/** Notes the events that are complete in `text`; returns what is left of it. */
function hear(text: string): string {
  const last = text.lastIndexOf('\ndata: ')
  const end = last < 0 ? -1 : text.indexOf('\n\n', last)
  if (end < 0) return text
  const now = performance.now()
  for (const [, id = ''] of text.slice(0, end).matchAll(/(?:^|\n)id: (.*)\n/g)) {
    const event = events.get(id)
    if (event) {
      event.last = now
      event.listeners++
    } else events.set(id, { id, first: now, last: now, listeners: 1 })
  }
  return text.slice(end)
}

/** Waits for one more event that reached everybody. */
export async function listen({ seconds }: ListenJob): Promise<Heard[]> {
  const heard = () => [...events.values()].slice(known)
  const before = heard().length
  const until = performance.now() + seconds * 1000
  const isComplete = () => heard().length > before && heard().at(-1)!.listeners >= opened
  while (!isComplete() && performance.now() < until) await sleep(20)
  return heard()
}

export function closeStreams(): void {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  events = new Map()
  opened = 0
  known = 0
}
