import { countedQueueSeconds, droppedQueueSeconds } from '#core/figures.ts'
import type { ReportAnswer, ReportInput } from '#core/report/report.ts'
import { listQueued, type Outcome, type QueuedReport, settleQueued } from './queue.ts'

const patienceMs = 10_000

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(patienceMs) })

/** The token that shows a report came from our own page; none is no reason to wait longer. */
async function tokenFor(slug: string): Promise<string | undefined> {
  const answer = await ask(`/api/v1/services/${slug}/report-token`)
  return answer.ok ? ((await answer.json()) as { token?: string }).token : undefined
}

const ageSeconds = ({ at }: QueuedReport): number => Math.max(0, Math.round((Date.now() - at) / 1000))

/** null: the desk could not be reached, or cannot take it now. */
async function send(report: QueuedReport): Promise<Outcome | null> {
  const { key, slug, problem, device } = report
  const told = (kind: Outcome['kind'], answer: ReportAnswer | null = null): Outcome => ({
    ...{ key, slug, kind, answer },
  })
  if (ageSeconds(report) > droppedQueueSeconds) return told('dropped')
  try {
    const token = await tokenFor(slug)
    const queuedSeconds = ageSeconds(report)
    const body: ReportInput = { problem: problem ?? undefined, device, token, queuedSeconds }
    const answer = await ask(`/api/v1/services/${slug}/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    })
    if (answer.ok) {
      const said = (await answer.json()) as ReportAnswer
      if (said.status === 'already_received') return told('repeat', said)
      return told(queuedSeconds > countedQueueSeconds ? 'late' : 'counted', said)
    }
    return answer.status === 429 || answer.status >= 500 ? null : told('refused')
  } catch {
    return null
  }
}

async function sendAll(): Promise<boolean> {
  for (const report of await listQueued()) {
    const outcome = await send(report)
    if (!outcome) return false
    await settleQueued(outcome)
  }
  return true
}

/**
 * Sends what waits, oldest first, and keeps what became of it to be told. Pages and the service worker may try at
 * the same moment: one of them does. False: something still waits.
 */
export async function deliverQueued(): Promise<boolean> {
  if (!navigator.locks) return sendAll()
  return navigator.locks.request('desk-reports', { ifAvailable: true }, async (lock) =>
    lock ? sendAll() : (await listQueued()).length === 0,
  )
}
