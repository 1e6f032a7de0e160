import type { Text } from './locale.ts'
import type { OfficialStage, WorkHours } from './record/official.ts'
import type { Status } from './status.ts'

/** What programs of others are told, and how often it is tried (Standard Webhooks 1.0). */

export const webhookTypes = [
  'incident.opened',
  'incident.updated',
  'incident.resolved',
  'official.updated',
  'test.ping',
] as const

export type WebhookType = (typeof webhookTypes)[number]

const [second, minute, hour] = [1_000, 60_000, 3_600_000] as const

/** Pauses before each further attempt, ms: three days in all. */
const pauses = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** An endpoint at which nothing has arrived for so long is told nothing more, ms. */
export const givenUpAfterMs = 5 * 24 * hour
/** And of what is told to it just then, so many attempts failed: days may be quiet, and one failure says little. */
export const givenUpAttempts = 3
/** Both secrets sign so long after a new one was made, ms. */
export const oldSecretMs = 24 * hour

/**
 * The pause after an attempt that failed, ms; null: it was the last.
 * @param attempts how many there were, from 1
 * @param asked what the receiver asked for (Retry-After), ms; longer pauses are granted, up to a day
 * @param chance from 0 to 1: those who failed together shall not come back together
 */
export function pauseAfter(attempts: number, asked: number | null, chance: number): number | null {
  const pause = pauses[attempts - 1]
  if (pause === undefined) return null
  return Math.max(pause * (1 + chance / 5), Math.min(asked ?? 0, 24 * hour))
}

/** Which event a change of status is. */
export const typeOfTransition = (to: Status, isFirst: boolean): WebhookType =>
  to === 'none' ? 'incident.resolved' : isFirst ? 'incident.opened' : 'incident.updated'

export interface WebhookIncident {
  id: string
  status: Status
  /** Highest status reached. */
  worst: Status
  startedAt: string
  endedAt: string | null
  /** Highest full quarter hour so far. */
  peak15m: number
  url: string
}

/** The data of an event; what all share is the service and its incident. */
export interface WebhookData {
  service: { slug: string; name: Text } | null
  incident: WebhookIncident | null
  /** Of incident.*: what changed. */
  change?: { from: Status; to: Status; at: string }
  /** Of official.updated: the operator's own words. */
  official?: {
    stage: OfficialStage
    postedAt: string
    body: string
    lang: string
    url: string | null
    hours?: WorkHours
  }
}

/** What is sent: type, time and data, as text that is signed as it is. */
export const webhookBody = (type: WebhookType, at: number, data: WebhookData): string =>
  JSON.stringify({ type, timestamp: new Date(at).toISOString(), data })
