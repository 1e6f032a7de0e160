import type { FastifyInstance } from 'fastify'

/** What answers are counted under. */
export type Attended = 'reports' | 'website' | 'api' | 'widgets'

export interface Kept {
  /** ms; null: none since this process started. */
  lastGoodAt: number | null
  lastBadAt: number | null
}

/** When each part of the site last answered well, by the answers that are given anyway. */
export interface Attendance {
  of(part: Attended): Kept
  /** Of the latest answers to reports, ms; null while there are none. */
  reportMedian(): { medianMs: number; answers: number } | null
  attach(app: FastifyInstance): void
}

const mostDurations = 200

function partOf(method: string, path: string): Attended | null {
  if (/^\/(healthz|readyz)$|^\/_next\//.test(path)) return null
  if (/^\/api\/v1\/services\/[^/]+\/reports$/.test(path) || /\/status\/[^/]+\/report$/.test(path)) {
    return method === 'POST' ? 'reports' : null
  }
  if (path.startsWith('/api/')) return 'api'
  if (/^\/(embed|badge)[/.]/.test(path)) return 'widgets'
  return /^\/(en|ar)(\/|$)/.test(path) ? 'website' : null
}

export function createAttendance(now: () => number): Attendance {
  const kept = new Map<Attended, Kept>()
  const durations: number[] = []
  const of = (part: Attended): Kept => kept.get(part) ?? { lastGoodAt: null, lastBadAt: null }
  return {
    of,
    reportMedian() {
      if (durations.length === 0) return null
      const sorted = durations.toSorted((a, b) => a - b)
      return { medianMs: Math.round(sorted[sorted.length >> 1]!), answers: durations.length }
    },
    attach(app) {
      app.addHook('onResponse', (request, reply, done) => {
        done()
        const part = partOf(request.method, request.url.split('?', 1)[0]!)
        if (!part) return
        const isGood = reply.statusCode < 500
        const before = of(part)
        kept.set(part, isGood ? { ...before, lastGoodAt: now() } : { ...before, lastBadAt: now() })
        if (part !== 'reports' || !isGood) return
        durations.push(reply.elapsedTime)
        if (durations.length > mostDurations) durations.shift()
      })
    },
  }
}
