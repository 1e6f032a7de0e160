import type { NotePage } from '#core/report/note.ts'
import type { DetailsAnswer, ReportAnswer, ReportDetails } from '#core/report/report.ts'
import { deviceKey, fetchToken, newKey } from './report-sender.ts'

/** Talks to the addresses beside the report's own. Says what came of it, never throws. */

const patienceMs = 10_000

const ask = (path: string, method: string, body?: object, headers: Record<string, string> = {}) =>
  fetch(path, {
    method,
    cache: 'no-store',
    signal: AbortSignal.timeout(patienceMs),
    ...(body && {
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  })

const base = (slug: string): string => `/api/v1/services/${encodeURIComponent(slug)}`

export type DetailsSent =
  | { kind: 'added'; answer: DetailsAnswer }
  | { kind: 'gone' }
  | { kind: 'unreadable' }
  | { kind: 'unreached' }

export async function sendDetails(receipt: string, details: ReportDetails): Promise<DetailsSent> {
  try {
    const response = await ask(`/api/v1/reports/${encodeURIComponent(receipt)}`, 'PATCH', details)
    if (response.ok) return { kind: 'added', answer: (await response.json()) as DetailsAnswer }
    if (response.status === 422) return { kind: 'unreadable' }
    return { kind: [404, 410].includes(response.status) ? 'gone' : 'unreached' }
  } catch {
    return { kind: 'unreached' }
  }
}

/** "It works for me." False: it did not arrive. */
export async function sendWorks(slug: string): Promise<boolean> {
  try {
    return (await ask(`${base(slug)}/works`, 'POST', { device: deviceKey() })).ok
  } catch {
    return false
  }
}

export async function sendFlag(slug: string, id: string): Promise<boolean> {
  try {
    return (await ask(`${base(slug)}/notes/${id}/flag`, 'POST', { device: deviceKey() })).ok
  } catch {
    return false
  }
}

/** "Same here": how many have said it, and whether this person's report is new; null: it did not arrive. */
export async function sendSame(slug: string, id: string): Promise<{ same: number; isNew: boolean } | null> {
  try {
    const token = (await fetchToken(slug))?.token
    const response = await ask(
      `${base(slug)}/notes/${id}/same`,
      'POST',
      { device: deviceKey(), token },
      { 'idempotency-key': newKey() },
    )
    if (!response.ok) return null
    const { same, status } = (await response.json()) as ReportAnswer & { same: number }
    return { same, isNew: status === 'received' }
  } catch {
    return null
  }
}

/** The newest notes, or those after one; null: they could not be had. */
export async function fetchNotes(slug: string, since?: string): Promise<NotePage | null> {
  try {
    const response = await fetch(`${base(slug)}/notes${since ? `?since=${since}` : ''}`, {
      cache: 'no-cache',
      signal: AbortSignal.timeout(patienceMs),
    })
    return response.ok ? ((await response.json()) as NotePage) : null
  } catch {
    return null
  }
}

/** Takes a report back. `gone`: the half hour is over. */
export async function removeReport(receipt: string): Promise<'removed' | 'gone' | 'unreached'> {
  try {
    const response = await ask(`/api/v1/reports/${encodeURIComponent(receipt)}`, 'DELETE')
    if (response.ok) return 'removed'
    return response.status >= 500 ? 'unreached' : 'gone'
  } catch {
    return 'unreached'
  }
}
