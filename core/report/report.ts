import { z } from 'zod'
import { countryCodes } from '../place/country.ts'
import { longestNote } from '../text.ts'
import type { PersonalKind } from './personal-data.ts'

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

export { slugPattern } from '../slug.ts'

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
  /** What the browser worked out for a token that asks for it (core/report/proof). */
  proof: z.int().min(0).max(1_000_000).optional(),
})

export type ReportInput = z.infer<typeof reportInput>

/** A note as it is typed: its length is judged in its canonical form (core/report/note). */
const noteText = z.string().max(longestNote * 8)

export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{8,255}$/)

/**
 * How a report is believed. Each class but the first is capped as a share of the first (core/detect/evidence).
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
  /** The kind that a repeat added to the person's one report. */
  added?: ProblemSlug
}

/**
 * What the sender may say beyond the tap. What is left out stays as it is; a kind is added to those that were named; an
 * empty note takes it away.
 */
export const reportDetails = z.strictObject({
  problem: z.enum(problemSlugs).optional(),
  /** ISO 3166-1 alpha-2: where the sender is, if the network's address told it wrongly. */
  country: z.enum(countryCodes as [string, ...string[]]).optional(),
  note: noteText.optional(),
})

export type ReportDetails = z.infer<typeof reportDetails>

/** What the sender of details gets back: the same whether the note is shown or waits. */
export interface DetailsAnswer {
  /** Every kind that the report names, the first named first. */
  problems: ProblemSlug[]
  country: string | null
  /** Kinds of personal data that were hidden in the note. */
  hidden: PersonalKind[]
  reports15m: number
}
