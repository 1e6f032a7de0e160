import { type ChildProcess, fork } from 'node:child_process'
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import type { Log } from '#base/log.ts'

const startMs = 120_000
const restartMs = 1_000
const answerMs = 15_000
/** In development a page is compiled when it is first asked for. */
const compileMs = 120_000

/** Headers by which strangers could steer Next's inside, and those that end at each hop (RFC 9110 7.6.1). */
const stripped =
  /^(x-middleware-|x-nextjs-|x-desk-|x-forwarded-|next-action$|connection$|keep-alive$|upgrade$|te$|trailer$|transfer-encoding$|proxy-|cookie$|accept-encoding$|expect$)/

/** Files of the pages are scripts, styles and fonts: nothing a browser should open by itself. */
export const fileHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

export interface PageAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  /** Not made now: the page as it was, shown in place of one that cannot be made. */
  isOld?: true
}

/** The supervised Next child. Started again when it falls; the page cache bridges the time. */
export interface Pages {
  /** A whole answer, for a site whose public origin is `origin`. Rejects when the child is away or too slow. */
  fetch(path: string, origin: string): Promise<PageAnswer>
  /** Passes a request through as it is. */
  pipe(request: IncomingMessage, response: ServerResponse): void
  /** Passes an upgrade through (development reloads). */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  readonly ready: boolean
  stop(): Promise<void>
}

export interface PagesOptions {
  dev: boolean
  /** What the child's environment holds beside PATH and the like. */
  env: NodeJS.ProcessEnv
  now: () => number
  log: Log
  /** Which services the front knows (Directory.mark). */
  services?(): string | null
  /** What a page is told beside its address: what only the front knows. Small: it travels in a header. */
  tell?(path: string): Promise<unknown>
}

/** Starts the child and resolves when it answers on its own port, on loopback. */
export async function startPages({ dev, env, now, log, services, tell }: PagesOptions): Promise<Pages> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
  let child: ChildProcess | null = null
  let port: number | null = null
  let stopping = false

  const start = () =>
    new Promise<void>((resolve, reject) => {
      const script = fileURLToPath(new URL('page-child.mjs', import.meta.url))
      const timer = setTimeout(() => reject(new Error('the page process did not start in time')), startMs)
      const started = fork(script, dev ? ['--dev'] : [], {
        env,
        execArgv: [],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      child = started
      started.once('message', (message: { port: number }) => {
        clearTimeout(timer)
        port = message.port
        resolve()
      })
      started.once('exit', (code, signal) => {
        clearTimeout(timer)
        port = null
        if (stopping) return
        reject(new Error(`the page process ended (${signal ?? code})`))
        log.warn('the page process ended; starting it again', { code, signal })
        setTimeout(() => start().catch((error) => log.error(String(error))), restartMs).unref()
      })
    })

  const options = (request: { url?: string; method?: string; headers: IncomingHttpHeaders }) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !stripped.test(name)),
    )
    // Pages have no clock of their own: what time it is, is told to them.
    headers['x-desk-now'] = new Date(now()).toISOString()
    const mark = services?.()
    if (mark) headers['x-desk-services'] = mark
    return {
      agent,
      host: '127.0.0.1',
      port: port!,
      path: request.url,
      method: request.method ?? 'GET',
      headers,
    }
  }

  await start()
  return {
    get ready() {
      return port !== null
    },
    fetch: async (path, origin) => {
      // A page can say that it was told nothing.
      const told = await tell?.(path).catch(
        (error: unknown) => void log.error(`a page was told nothing: ${error}`),
      )
      return new Promise((resolve, reject) => {
        if (port === null) return reject(new Error('the page process is away'))
        const page = options({ url: path, headers: {} })
        page.headers['x-desk-origin'] = origin
        if (told) page.headers['x-desk-told'] = deflateRawSync(JSON.stringify(told)).toString('base64url')
        const asked = http.get(page, (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk) => chunks.push(chunk))
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 502,
              headers: answer.headers,
              body: Buffer.concat(chunks),
            }),
          )
          answer.on('error', reject)
        })
        asked.setTimeout(dev ? compileMs : answerMs, () =>
          asked.destroy(new Error('the page process is too slow')),
        )
        asked.on('error', reject)
      })
    },
    pipe(request, response) {
      const fail = () => {
        if (!response.headersSent) response.writeHead(503, { 'retry-after': '5' })
        response.end()
      }
      if (port === null) return fail()
      const asked = http.request(options(request), (answer) => {
        const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...headers } = answer.headers
        response.writeHead(answer.statusCode ?? 502, { ...headers, ...fileHeaders })
        // A child that dies in the middle of an answer must not leave the reader waiting.
        pipeline(answer, response, () => {})
      })
      asked.setTimeout(dev ? compileMs : answerMs, () => asked.destroy())
      asked.on('error', fail)
      response.on('close', () => asked.destroy())
      request.pipe(asked)
    },
    upgrade(request, socket, head) {
      if (port === null) return void socket.destroy()
      const inner = connect(port, '127.0.0.1', () => {
        const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`)
        inner.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
        inner.write(head)
        socket.pipe(inner).pipe(socket)
      })
      inner.on('error', () => socket.destroy())
      socket.on('error', () => inner.destroy())
    },
    async stop() {
      stopping = true
      agent.destroy()
      const ending = child
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
      await new Promise<void>((resolve) => {
        ending.once('exit', () => resolve())
        ending.disconnect()
        setTimeout(() => ending.kill('SIGKILL'), 5_000).unref()
      })
    },
  }
}
