import type { Challenge } from '#core/report/proof.ts'
import type { ProblemSlug, ReportAnswer, ReportInput } from '#core/report/report.ts'

/** Talks to the report addresses. Says what came of it in one word, never throws. */

export type Sent =
  | { kind: 'counted'; answer: ReportAnswer }
  /** This person is counted already. */
  | { kind: 'duplicate'; answer: ReportAnswer }
  /** Too much from this network. What lets the report by all the same may come with it. */
  | { kind: 'busy'; challenge?: Challenge }
  /** Nothing arrived, or the desk cannot take it now: the same report may be sent again. */
  | { kind: 'unreached'; waitSeconds: number | null }
  | { kind: 'refused'; title: string }

const patienceMs = 10_000

/** A report without a token still counts, for less: better than to wait long for one. */
const tokenPatienceMs = 3_000

const request = (path: string, init: RequestInit = {}, patience = patienceMs): Promise<Response> =>
  fetch(path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(patience) })

const base = (slug: string): string => `/api/v1/services/${slug}`

/** What shows that a report came from our own page; in a flood, what has to be worked out for it. */
export interface PageToken {
  token: string
  challenge?: Challenge
}

/** A page token; null if none is to be had. */
export async function fetchToken(slug: string): Promise<PageToken | null> {
  try {
    const response = await request(`${base(slug)}/report-token`, {}, tokenPatienceMs)
    return response.ok ? ((await response.json()) as PageToken) : null
  } catch {
    return null
  }
}

const deviceName = 'desk-device'

/** A random key kept by the browser, so that people behind one address are told apart. */
export function deviceKey(): string | undefined {
  try {
    const known = localStorage.getItem(deviceName)
    if (known) return known
    const fresh = newKey()
    localStorage.setItem(deviceName, fresh)
    return fresh
  } catch {
    // Storage is blocked: the address alone must do.
    return undefined
  }
}

/** 128 random bits in digits. (`randomUUID` exists on secure origins only.) */
export const newKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-')

export async function sendReport(report: {
  slug: string
  problem: ProblemSlug | null
  key: string
  token: string | null
  proof?: number | undefined
}): Promise<Sent> {
  const body: ReportInput = {
    problem: report.problem ?? undefined,
    device: deviceKey(),
    token: report.token ?? undefined,
    proof: report.proof,
  }
  try {
    const response = await request(`${base(report.slug)}/reports`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': report.key,
        // What is refused is said in the language of the page.
        'accept-language': document.documentElement.lang,
      },
      body: JSON.stringify(body),
    })
    if (response.ok) {
      const answer = (await response.json()) as ReportAnswer
      return { kind: answer.status === 'already_received' ? 'duplicate' : 'counted', answer }
    }
    if (response.status >= 500) {
      const wait = Number(response.headers.get('retry-after'))
      return { kind: 'unreached', waitSeconds: wait > 0 ? wait : null }
    }
    const problem = (await response.json().catch(() => ({}))) as { title?: unknown; challenge?: Challenge }
    if (response.status === 429 || problem.challenge) return { kind: 'busy', challenge: problem.challenge }
    return { kind: 'refused', title: typeof problem.title === 'string' ? problem.title : '' }
  } catch {
    return { kind: 'unreached', waitSeconds: null }
  }
}

/** Seconds to wait after try number `attempt` (1 = the first): doubled each time, with jitter, at most 30. */
export function retrySeconds(attempt: number, asked: number | null, random = Math.random()): number {
  const planned = asked ?? 2 ** attempt
  // Many phones fail in the same second: full jitter keeps them from coming back in the same one.
  return Math.min(30, planned * (0.5 + random))
}
