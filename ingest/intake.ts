import { countedQueueSeconds } from '#core/figures.ts'
import type { Challenge } from '#core/report/proof.ts'
import {
  lateClassId,
  type ProblemSlug,
  problemIds,
  type ReportAnswer,
  type ReportInput,
  reportClasses,
} from '#core/report/report.ts'
import type { Database } from '#store/db.ts'
import { newId } from '#store/id.ts'
import { addDetails, readFirstProblems } from '#store/report/report-details.ts'
import { deleteReport } from '#store/report/report-removal.ts'
import { type InsertOutcome, insertReports, type ReportRow } from '#store/report/reports.ts'
import type { ServiceRecord } from '#store/service/services.ts'
import { type AddressUnits, unitsFor } from './address.ts'
import { BufferFull, createBuffer, TooSlow } from './buffer.ts'
import { createDaySalts } from './day-salts.ts'
import { createFlood } from './flood.ts'
import { type Geo, type Origin, unknownOrigin } from './geo.ts'
import { createLimits, unitRate } from './limits.ts'
import { createProofs, type ProofState } from './proofs.ts'
import { classOf, reporterKeys } from './reporter.ts'
import { shortHash } from './short-hash.ts'
import type { Tokens } from './tokens.ts'

/** A report at the door, its shape already checked. */
export interface Submission {
  slug: string
  input: ReportInput
  idempotencyKey: string | null
  /** The client's address (ingest/address); null if it could not be read. */
  address: string | null
  userAgent: string
  /** Of somebody without script who was asked to wait (ingest/proofs). */
  waitToken?: string
}

export const refusals = [
  'unknown-service',
  'paused',
  'closed',
  'too-many',
  'proof',
  'busy',
  'key-reused',
  'undone',
] as const

export type Refusal = (typeof refusals)[number]

export type IntakeResult =
  | { kind: 'accepted'; answer: ReportAnswer; replayed: boolean }
  | { kind: 'refused'; reason: Refusal; retryAfterSeconds?: number }

export type UndoResult = 'undone' | 'gone' | 'expired' | 'forged' | 'busy'

export interface Intake {
  submit(submission: Submission): Promise<IntakeResult>
  undo(receipt: string): Promise<UndoResult>
  /** What a browser must work out before its next report counts in full; null: nothing, as in calm weather. */
  challengeFor(slug: string, address: string | null): Challenge | null
  /** The same for one that was just refused. */
  challenge(slug: string, address: string | null): Challenge
  /** For a sender without script who was refused: proves later that they waited. */
  waitTokenFor(slug: string, address: string | null): string
  /** How often each step let by or refused. */
  readonly counters: Readonly<Record<string, number>>
  /** Resolves when every report taken so far is answered. */
  drain(): Promise<void>
}

export interface IntakeParts {
  db: Database
  now: () => number
  tokens: Tokens
  geo: Geo
  findService(slug: string): ServiceRecord | undefined
  /** People in the last 15 minutes by the last tick. */
  recentCount(slug: string): number
  /** Whether the store is known to be away: then nobody is kept waiting for it. */
  isAway?(): boolean
  /** Processes that share the crowd between them, each with its part of the limits. */
  processes?: number
}

/** Kinds are added to earlier reports by so many at a time. */
const mostAdding = 4

/** So long a sender waits for the store before being told to come back. */
const patienceMs = 1_800

/** By problem, so that the same few words are hashed once. */
const bodyHashes = new Map<string | null, Buffer>()
function bodyHashOf(problem: string | null): Buffer {
  const known = bodyHashes.get(problem) ?? shortHash(JSON.stringify([problem]))
  bodyHashes.set(problem, known)
  return known
}

/** Errors after which the same batch may be sent again: the statement is idempotent. */
const transient = new Set(['40P01', '40001', '57P01', '57P02', '57P03', '08006', '08003', 'ECONNRESET'])

/** The way in. Its steps can be read aloud in `submit`; each may refuse with a named reason, each is counted. */
export function createIntake(parts: IntakeParts): Intake {
  const { db, now, tokens, isAway = () => false, processes = 1 } = parts
  const counters: Record<string, number> = {}
  const count = (step: string) => {
    counters[step] = (counters[step] ?? 0) + 1
  }
  const limits = createLimits({ processes })
  const salts = createDaySalts(db)
  const proofs = createProofs(db, tokens)
  const flood = createFlood()
  const buffer = createBuffer<ReportRow, InsertOutcome>((rows) => writeTwice(db, rows))

  /** What stands for the report beside its page token; absent counts as without one, and is no fault. */
  const checkProof = async (given: {
    input: ReportInput
    waitToken: string | undefined
    slug: string
    units: AddressUnits
    key: Buffer
    now: number
  }): Promise<ProofState> => {
    const { input, waitToken, slug, key } = given
    const { unit } = given.units
    try {
      if (waitToken !== undefined) {
        const state = await proofs.checkWait(waitToken, slug, unit, given.now)
        return state === 'early' ? 'absent' : state
      }
      const { token, proof } = input
      if (token === undefined || proof === undefined) return 'absent'
      // A wrong number costs nothing to make up, and some milliseconds to look at.
      if (limits.takeTurn(given.units, given.now, 'proof ') > 0) return 'absent'
      return await proofs.check({ token, proof, slug, unit, key, now: given.now })
    } catch {
      return 'absent'
    }
  }

  let adding = 0
  /** A repeat that names another kind adds it to the person's one report: best effort, never at the cost of taking reports. */
  const addKind = async (
    row: ReportRow,
    repeatOf: number | null,
    problem: ProblemSlug | undefined,
  ): Promise<ProblemSlug | null> => {
    if (problem === undefined || repeatOf === null || adding >= mostAdding) return null
    adding++
    try {
      const known = await readFirstProblems(db, { ...row, repeatOf })
      if (known === null || known.includes(row.problemId)) return null
      await addDetails(db, row, { problemId: row.problemId })
      return problem
    } catch {
      return null
    } finally {
      adding--
    }
  }

  const refuse = (reason: Refusal, retryAfterSeconds?: number): IntakeResult => {
    count(`refused:${reason}`)
    return { kind: 'refused', reason, ...(retryAfterSeconds ? { retryAfterSeconds } : {}) }
  }
  const answerOf = (
    serviceId: string,
    origin: Origin,
    report: { id: string; createdAt: number; reports15m: number; repeatOf: number | null },
  ): ReportAnswer => ({
    id: report.id,
    status: report.repeatOf === null ? 'received' : 'already_received',
    receipt: tokens.issueReceipt({
      serviceId,
      id: report.id,
      country: origin.country,
      network: origin.network,
    }),
    reports15m: report.reports15m,
    countedAt: new Date(report.repeatOf ?? report.createdAt).toISOString(),
  })

  return {
    counters,
    async submit({ slug, input, idempotencyKey, address, userAgent, waitToken }) {
      const service = parts.findService(slug)
      if (!service) return refuse('unknown-service')
      if (service.discontinuedAt !== null) return refuse('closed')
      if (service.paused) return refuse('paused')

      const createdAt = now()
      const units = unitsFor(address)
      const device = input.device ?? ''
      const id = newId(createdAt)
      // A key is its sender's own: told by the device, which outlives a change of network, or by the line.
      const keyHash = shortHash(idempotencyKey === null ? id : `${device || units.unit} ${idempotencyKey}`)
      const until = performance.now() + patienceMs
      const checked = checkProof({ input, waitToken, slug, units, key: keyHash, now: createdAt })
      const proof = await before(until, checked).catch((): ProofState => 'absent')
      if (proof === 'forged') return refuse('proof')
      // Who has worked or waited for it is let by, up to the same rate again.
      let waitSeconds = limits.takeTurn(units, createdAt)
      if (waitSeconds > 0 && proof === 'good') waitSeconds = limits.takeTurn(units, createdAt, 'proved ')
      if (waitSeconds > 0) return refuse('too-many', waitSeconds)

      const hasPageToken =
        input.token !== undefined &&
        waitToken === undefined &&
        (proof === 'good' || tokens.checkPage(input.token, slug, units.unit, createdAt) === 'good')
      const origin = address ? parts.geo(address) : unknownOrigin
      const isLate = (input.queuedSeconds ?? 0) > countedQueueSeconds
      const reportClass = classOf(origin, service.markets, hasPageToken)
      try {
        if (isAway()) throw new TooSlow('the store is away')
        const { today, yesterday } = salts.known(createdAt) ?? (await before(until, salts.at(createdAt)))
        const row: ReportRow = {
          serviceId: service.id,
          createdAt,
          id,
          problemId: input.problem ? problemIds[input.problem] : 0,
          classId: isLate ? lateClassId : reportClasses.indexOf(reportClass),
          ...reporterKeys(today, service.id, units, userAgent, device),
          yesterday: yesterday && reporterKeys(yesterday, service.id, units, userAgent, device),
          country: origin.country,
          network: origin.network,
          keyHash,
          bodyHash: bodyHashOf(input.problem ?? null),
          reports15m: parts.recentCount(slug) + (isLate ? 0 : 1),
        }
        const outcome = await buffer.add(row, until - performance.now())
        if (outcome.kind === 'stored') {
          const isNew = outcome.repeatOf === null
          count(isNew ? `stored:${isLate ? 'late' : reportClass}` : 'repeated')
          flood.note(slug, isNew && reportClass === 'page', createdAt)
          const answer = answerOf(service.id, origin, { ...row, ...outcome })
          const added = isNew ? null : await addKind(row, outcome.repeatOf, input.problem)
          return { kind: 'accepted', answer: added ? { ...answer, added } : answer, replayed: false }
        }
        if (!outcome.sameBody) return refuse('key-reused')
        if (outcome.first === 'undone') return refuse('undone')
        count('replayed')
        return {
          kind: 'accepted',
          answer: answerOf(service.id, origin, outcome.first),
          replayed: true,
        }
      } catch (error) {
        // Not stored as far as we know; the sender keeps the report and sends it again with the same key.
        count(error instanceof BufferFull ? 'full' : 'store-failed')
        return refuse('busy', 5 + Math.floor(Math.random() * 11))
      }
    },
    async undo(receipt) {
      const place = tokens.readReceipt(receipt, now())
      if (typeof place === 'string') return place
      if (isAway()) return 'busy'
      try {
        const gone = await deleteReport(db, place)
        count(gone ? 'undone' : 'undone-again')
        return gone ? 'undone' : 'gone'
      } catch {
        return 'busy'
      }
    },
    challengeFor(slug, address) {
      const { unit } = unitsFor(address)
      const isUsed = limits.left(`unit ${unit}`, unitRate, now()) < 0.5
      return isUsed || flood.isRising(slug, now()) ? proofs.challenge(slug, unit, now()) : null
    },
    challenge: (slug, address) => proofs.challenge(slug, unitsFor(address).unit, now()),
    waitTokenFor: (slug, address) => tokens.issueWait(slug, unitsFor(address).unit, now()),
    drain: () => buffer.drain(),
  }
}

/** What is promised, or TooSlow at `until` (performance.now()). */
async function before<Answer>(until: number, promised: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow('the store is slow')), until - performance.now())
  })
  return Promise.race([promised, late]).finally(() => clearTimeout(timer))
}

async function writeTwice(db: Database, rows: ReportRow[]): Promise<InsertOutcome[]> {
  try {
    return await insertReports(db, rows)
  } catch (error) {
    if (!transient.has((error as { code?: string }).code ?? '')) throw error
    return insertReports(db, rows)
  }
}
