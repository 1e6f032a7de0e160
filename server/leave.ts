import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Takes what still comes for a while, for proxies that have not heard yet that we are not ready, and asks each
 * connection to end with its next answer.
 */
export async function leaveQuietly(server: Server, graceMs: number): Promise<void> {
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false
  })
  await sleep(graceMs)
}

/** Waits for what is promised, but no longer than this. */
export async function within(ms: number, promised: Promise<unknown>): Promise<void> {
  const late = new AbortController()
  await Promise.race([promised, sleep(ms, undefined, { signal: late.signal }).catch(() => {})])
  late.abort()
}
