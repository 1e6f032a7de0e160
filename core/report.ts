import { z } from 'zod'

/** Kinds of trouble a report can name. A service offers up to six of them, "other" last. */
export const problemSlugs = [
  'down',
  'login',
  'slow',
  'send',
  'app',
  'pay',
  'signal',
  'internet',
  'voice',
  'media',
  'other',
] as const

export type ProblemSlug = (typeof problemSlugs)[number]

/** Small fixed ids of the problem types in the store; 0 is "kind not said". */
export const problemIds: Record<ProblemSlug, number> = {
  down: 1,
  login: 2,
  slow: 3,
  send: 4,
  app: 5,
  pay: 6,
  signal: 7,
  internet: 8,
  voice: 9,
  media: 10,
  other: 11,
}

export { slugPattern } from './slug.ts'

/** One person's "I have a problem", as it arrives. Anything beyond these fields is refused. */
export const reportInput = z.strictObject({
  problem: z.enum(problemSlugs).optional(),
  /** Random key kept by the browser, so that people behind one address are told apart. */
  device: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,64}$/)
    .optional(),
  /** Page token that shows the report came from our own page. */
  token: z.string().max(300).optional(),
  /** How long it waited on the device for a connection, by the device's own account. */
  queuedSeconds: z.number().int().min(0).max(86_400).optional(),
})

export type ReportInput = z.infer<typeof reportInput>

export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{8,255}$/)

/**
 * How a report is believed. Each class but the first is capped as a share of the first (core/evidence).
 * page: shown by our page, in the service's market; untokened: a program or a form without script;
 * away: from outside the service's market; hosting: from a data centre or VPN.
 */
export const reportClasses = ['page', 'untokened', 'away', 'hosting'] as const

export type ReportClass = (typeof reportClasses)[number]

/** Stored in place of a class: it waited too long to tell of now, so it is kept but nobody's evidence. */
export const lateClassId = reportClasses.length

/** What the sender gets back. The same for counted, capped and held reports, so that it is no oracle. */
export interface ReportAnswer {
  id: string
  status: 'received' | 'already_received'
  /** Opaque handle to take the report back, valid for 30 minutes. */
  receipt: string
  /** People who reported this service in the last 15 minutes, this one included. */
  reports15m: number
  /** When the person's counted report came in (ISO). */
  countedAt: string
}
