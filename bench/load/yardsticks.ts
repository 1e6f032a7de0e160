import { type Child, startChild } from './children.ts'
import { startNextApp } from './next-app.ts'

/** The product's answer to a request, as its reader gets it. */
export interface Sample {
  status: number
  headers: Record<string, string>
  body: Buffer
}

export interface Yardsticks {
  /** Bare node:http with these bytes; resolves to its port. */
  bytes(sample: Sample): Promise<number>
  /** Bare node:http with one INSERT a request; port. */
  single(): Promise<number>
  /** Bare node:http with group commit; port. */
  batched(): Promise<number>
  /** Bare pg: rows a second with so many in flight. */
  batches(inFlight: number, seconds: number): Promise<number>
  /** Next's route handler with one INSERT a request; port, or null. */
  nextHandler(): Promise<number | null>
  /** The product's own pages, rendered by Next for each who asks; port. */
  nextPages(): Promise<number>
  /** Bare fan-out of streams. */
  fanOut(): Promise<{
    port: number
    pid: number
    send(data: string): Promise<unknown>
    stop(): Promise<void>
  }>
}

/** Each is started when it is first asked for and stays till the end. */
export function createYardsticks(
  env: NodeJS.ProcessEnv | undefined,
  databaseUrl: string,
  next: { mayBuild: boolean; say(words: string): void },
): Yardsticks {
  const started = new Map<string, Child>()
  const known = (name: string, start: () => Child): Child => {
    const child = started.get(name) ?? start()
    started.set(name, child)
    return child
  }
  const portOf = async (child: Child) => ((await child.first) as { port: number }).port
  const inserts = (way: string) =>
    portOf(known(way, () => startChild('bench/load/yardsticks/inserts.ts', { args: [databaseUrl, way] })))
  let nextPort: Promise<number | null> | null = null

  return {
    async bytes({ status, headers, body }) {
      const child = known('bytes', () => startChild('bench/load/yardsticks/bytes.ts'))
      const port = await portOf(child)
      await child.ask({ status, headers, body: body.toString('base64') })
      return port
    },
    single: () => inserts('single'),
    batched: () => inserts('batched'),
    async batches(inFlight, seconds) {
      const child = known('batches', () =>
        startChild('bench/load/yardsticks/batches.ts', { args: [databaseUrl] }),
      )
      await child.first
      return (await child.ask<{ rate: number }>({ inFlight, seconds })).rate
    },
    async nextHandler() {
      // The table is the other yardsticks'.
      await inserts('single')
      nextPort ??= startNextApp(env, databaseUrl, next)
      return nextPort
    },
    nextPages: () =>
      portOf(
        known('pages', () =>
          startChild('server/pages/page-child.mjs', {
            env: {
              ...env,
              PAGE_DATABASE_URL: databaseUrl,
              NODE_ENV: 'production',
              NEXT_TELEMETRY_DISABLED: '1',
            },
            plain: true,
          }),
        ),
      ),
    async fanOut() {
      const child = startChild('bench/load/yardsticks/fan-out.ts')
      return {
        port: await portOf(child),
        pid: child.pid,
        send: (data) => child.ask({ data }),
        stop: child.stop,
      }
    },
  }
}
