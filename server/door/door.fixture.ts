import http, { type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Desk, openDesk } from '#api/desk.fixture.ts'
import type { ApiParts } from '#api/index.ts'
import type { SmallWorld } from '#store/small-world.fixture.ts'
import { createPageCache } from '../pages/page-cache.ts'
import { pageRoutes } from '../pages/page-routes.ts'
import type { PageAnswer } from '../pages/pages.ts'
import { createDoor } from './door.ts'
import { createGauge, type Gauge } from './gauge.ts'
import { shedLoad } from './shed.ts'

/** One answer as it came over the wire. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** In the order they came, without those that Node adds by itself. */
  raw: string[]
  body: Buffer
}

export interface FrontOptions {
  slots?: number
  /** What the page process says; a stand-in: it is the seam. */
  render?: (path: string) => Promise<PageAnswer>
  given?: Partial<ApiParts>
  door?: boolean
}

/** The front on a real socket over a small world: API, pages, gauge, and the door if it is to be there. */
export interface Front {
  desk: Desk
  gauge: Gauge
  /** How often Fastify was asked, by address. */
  asked: Map<string, number>
  send(path: string, headers?: Record<string, string>, method?: string, body?: string): Promise<Answer>
  close(): Promise<void>
}

export async function openFront(
  world: SmallWorld,
  startAt: number,
  options: FrontOptions = {},
): Promise<Front> {
  const {
    slots = 400,
    render = async (path) => page(`<h1>${path}</h1>`),
    given,
    door: hasDoor = true,
  } = options
  const gauge = createGauge({ slots, delayMs: () => 0, waiters: () => 0 })
  const asked = new Map<string, number>()
  // The desk's clock is everybody's; it is there before anybody asks for the time.
  const now = () => desk.clock.now
  const door = createDoor({ now, sheds: gauge.sheds })
  const desk: Desk = await openDesk(world, startAt, {
    ...given,
    inFront(app) {
      if (hasDoor) door.attach(app)
      shedLoad(app, gauge)
      app.addHook('onRequest', async ({ url }) => void asked.set(url, (asked.get(url) ?? 0) + 1))
    },
  })
  pageRoutes(desk.api, {
    cache: createPageCache({ now, dev: false, formToken: () => null }),
    gauge,
    now,
    isPart: () => false,
    mergedInto: () => null,
    findService: () => null,
    isReceipt: (receipt) => receipt === 'a-receipt-of-ours',
    pages: {
      ready: true,
      fetch: render,
      pipe: (_, response) => void response.end('piped'),
      upgrade: () => {},
      stop: async () => {},
    },
  })
  await desk.api.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = desk.api.app.server.address() as AddressInfo
  const agent = new http.Agent({ keepAlive: true, maxSockets: 500 })

  return {
    desk,
    gauge,
    asked,
    send: (path, headers = {}, method = 'GET', body = '') =>
      new Promise((resolve, reject) => {
        const all = { host: 'desk.example', ...headers }
        const request = http.request({ agent, port, path, method, headers: all }, (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk) => chunks.push(chunk))
          response.on('end', () =>
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              raw: ownHeaders(response.rawHeaders),
              body: Buffer.concat(chunks),
            }),
          )
          response.on('error', reject)
        })
        request.on('error', reject)
        request.end(body)
      }),
    async close() {
      agent.destroy()
      await desk.api.app.close()
    },
  }
}

/** A page as the page process says it. */
export const page = (html: string, status = 200): PageAnswer => ({
  status,
  headers: {},
  body: Buffer.from(html),
})

const ofNode = ['date', 'connection', 'keep-alive']

const ownHeaders = (raw: string[]): string[] =>
  raw.flatMap((name, index) =>
    index % 2 === 0 && !ofNode.includes(name.toLowerCase()) ? [`${name}: ${raw[index + 1]}`] : [],
  )
