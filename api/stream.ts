import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { slugPattern } from '#core/report.ts'
import { unitsOf } from '#ingest/address.ts'
import type { Hub } from '#notify/hub.ts'
import { sendProblem } from './errors.ts'
import { addressOf, header, type Router } from './http.ts'

const heartbeatMs = 15_000
const mostListeners = 5_000
/** Tabs of one household or office. */
const mostPerUnit = 20
/** A reader that lets so much pile up is cut: it comes back and gets the state as it is then. */
const mostUnsentBytes = 64 * 1024

export interface StreamParts {
  hub: Hub
  isTrusted(address: string): boolean
}

/**
 * The live stream of one service (server-sent events). Each event is a whole state, its id the state's version,
 * so that resuming needs no memory of ours: who comes back with an older id gets the state of now.
 */
export function streamRoutes(app: Router, { hub, isTrusted }: StreamParts): void {
  const perUnit = new Map<string, number>()
  const open = new Set<ServerResponse>()
  const beat = setInterval(() => {
    for (const response of open) response.write(':\n\n')
  }, heartbeatMs)
  beat.unref()
  app.addHook('onClose', async () => clearInterval(beat))
  // Open streams would keep a closing server waiting for ever.
  app.addHook('preClose', async () => {
    for (const response of open) response.end('retry: 2000\n\n')
  })

  app.get(
    '/api/v1/services/:slug/stream',
    {
      // A HEAD would wait for the end of an answer that has none.
      exposeHeadRoute: false,
      schema: {
        summary: 'Changes of one service as server-sent events',
        tags: ['services'],
        params: z.object({ slug: z.string().regex(slugPattern) }),
      },
    },
    async (request, reply) => {
      const { slug } = request.params
      const state = hub.state(slug)
      if (!state) return sendProblem(request, reply, 'unknown-service')
      const address = addressOf(request, isTrusted)
      const unit = (address && unitsOf(address)?.unit) || 'unreadable'
      const ofUnit = perUnit.get(unit) ?? 0
      if (open.size >= mostListeners || ofUnit >= mostPerUnit) {
        return sendProblem(request, reply, 'too-many-streams', {
          retryAfterSeconds: 15 + Math.ceil(Math.random() * 30),
        })
      }
      reply.hijack()
      const response = reply.raw
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
        'access-control-allow-origin': '*',
      })
      response.write('retry: 3000\n\n')
      const send = (version: number, json: string) => {
        response.write(`id: ${version}\nevent: state\ndata: ${json}\n\n`)
        if (response.writableLength > mostUnsentBytes) response.destroy()
      }
      const known = Number(header(request, 'last-event-id') ?? Number.NaN)
      if (known !== state.version) send(state.version, JSON.stringify(state))
      const stop = hub.listen(slug, ({ view, json }) => send(view.version, json))
      open.add(response)
      perUnit.set(unit, ofUnit + 1)
      response.on('close', () => {
        stop()
        open.delete(response)
        const left = (perUnit.get(unit) ?? 1) - 1
        if (left > 0) perUnit.set(unit, left)
        else perUnit.delete(unit)
      })
    },
  )
}
