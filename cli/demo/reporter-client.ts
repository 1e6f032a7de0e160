import { randomUUID } from 'node:crypto'
import type { Person } from './crowd.ts'

/** Reports through the public API, as our page's script does: first a token, then, having looked, the report. */

const headersOf = (person: Person) => ({
  'user-agent': person.userAgent,
  'x-forwarded-for': person.address,
})

/** The person opens the page. */
export async function fetchToken(baseUrl: string, person: Person): Promise<string> {
  const answer = await fetch(`${baseUrl}/api/v1/services/${person.slug}/report-token`, {
    headers: headersOf(person),
  })
  if (!answer.ok) throw new Error(`no token for ${person.slug}: ${answer.status}`)
  return ((await answer.json()) as { token: string }).token
}

/** The person taps. Resolves to the status of the answer. */
export async function sendReport(baseUrl: string, person: Person, token: string): Promise<number> {
  const answer = await fetch(`${baseUrl}/api/v1/services/${person.slug}/reports`, {
    method: 'POST',
    headers: {
      ...headersOf(person),
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({
      device: person.device,
      token,
      ...(person.problem && { problem: person.problem }),
    }),
  })
  await answer.arrayBuffer()
  return answer.status
}
