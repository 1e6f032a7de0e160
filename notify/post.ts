import http from 'node:http'
import https from 'node:https'
import { guardedLookup, isSafeUrl, type Reach } from './safe-address.ts'

export interface PostAnswer {
  status: number
  /** In seconds; NaN: it did not say, or not in seconds. */
  retryAfter: number
}

/**
 * Posts to an address that a stranger gave us. Redirects are not followed, what is answered is not read. null: nothing
 * was answered in time. Never throws.
 */
export async function post(
  url: string,
  {
    headers,
    body,
    patienceMs,
    reach,
  }: { headers: http.OutgoingHttpHeaders; body: string | Buffer | null; patienceMs: number; reach: Reach },
): Promise<PostAnswer | null> {
  if (!isSafeUrl(url, reach)) return null
  const target = new URL(url)
  const { request } = target.protocol === 'https:' ? https : http
  // What goes wrong at once, before there is anything to listen to, is no answer either.
  return new Promise<PostAnswer | null>((resolve) => {
    const asked = request(
      target,
      {
        method: 'POST',
        headers,
        // A connection of its own, so that each is looked up and judged.
        agent: false,
        lookup: guardedLookup(reach),
        signal: AbortSignal.timeout(patienceMs),
      },
      (answer) => {
        answer.destroy()
        resolve({ status: answer.statusCode ?? 0, retryAfter: Number(answer.headers['retry-after']) })
      },
    )
    asked.on('error', () => resolve(null))
    asked.end(body ?? undefined)
  }).catch(() => null)
}
