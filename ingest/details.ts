import { prepareNote } from '#core/report/note.ts'
import { type DetailsAnswer, problemIds, type ReportDetails } from '#core/report/report.ts'
import type { TextFault } from '#core/text.ts'
import type { Database } from '#store/db.ts'
import { addVoice, deleteNote, readShownNote, writeNote } from '#store/report/notes.ts'
import { addDetails } from '#store/report/report-details.ts'
import { recordWorks } from '#store/report/works.ts'
import { problemOf, type ServiceRecord } from '#store/service/services.ts'
import { unitsFor } from './address.ts'
import { createDaySalts } from './day-salts.ts'
import type { Geo } from './geo.ts'
import type { Intake, IntakeResult, Submission } from './intake.ts'
import { createLimits } from './limits.ts'
import { reporterKeys } from './reporter.ts'
import { shortHash } from './short-hash.ts'
import type { Tokens } from './tokens.ts'

/** Who says something beside a report. */
export interface Sender {
  address: string | null
  userAgent: string
  device?: string | undefined
}

export type DetailsRefusal =
  | 'unknown-service'
  | 'paused'
  | 'closed'
  | 'too-many'
  | 'busy'
  | 'gone'
  | 'expired'
  | 'forged'
  | 'no-note'

export interface Refused {
  kind: 'refused'
  reason: DetailsRefusal
  retryAfterSeconds?: number
}

export type DetailsResult =
  | { kind: 'added'; answer: DetailsAnswer; slug: string }
  | { kind: 'unreadable'; fault: TextFault }
  | Refused

export interface DetailsDesk {
  /** What the sender of a report says beyond the tap, for the half hour of its receipt. */
  add(receipt: string, details: ReportDetails, sender: Sender): Promise<DetailsResult>
  /** "It works for me." */
  works(slug: string, sender: Sender): Promise<{ kind: 'counted'; isNew: boolean } | Refused>
  /** "Same here": a report of the note's kind, by the same way as any, and one voice for the note. */
  same(
    noteId: string,
    submission: Submission,
  ): Promise<{ kind: 'said'; result: IntakeResult; same: number } | Refused>
  flag(slug: string, noteId: string, sender: Sender): Promise<{ kind: 'flagged' } | Refused>
}

export interface DetailsParts {
  db: Database
  now: () => number
  tokens: Tokens
  geo: Geo
  intake: Intake
  findService(slug: string): ServiceRecord | undefined
  findServiceById(id: string): ServiceRecord | undefined
  recentCount(slug: string): number
  processes?: number
}

/** What people say beside the tap itself: never in the way of reports, and with statements of its own. */
export function createDetails(parts: DetailsParts): DetailsDesk {
  const { db, now, tokens, geo, intake } = parts
  const limits = createLimits({ processes: parts.processes ?? 1 })
  const salts = createDaySalts(db)

  const refuse = (reason: DetailsRefusal, retryAfterSeconds?: number): Refused => ({
    kind: 'refused',
    reason,
    ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
  })
  const busy = () => refuse('busy', 5 + Math.floor(Math.random() * 11))

  /** A public service that is neither closed nor paused, and a sender who is within the limits; or why not. */
  const admit = (service: ServiceRecord | undefined, { address }: Sender): Refused | null => {
    if (!service) return refuse('unknown-service')
    if (service.discontinuedAt !== null) return refuse('closed')
    if (service.paused) return refuse('paused')
    const wait = limits.takeTurn(unitsFor(address), now())
    return wait > 0 ? refuse('too-many', wait) : null
  }

  const keysOf = async (service: ServiceRecord, { address, userAgent, device = '' }: Sender, at: number) => {
    const units = unitsFor(address)
    const { today, yesterday } = await salts.at(at)
    return {
      ...reporterKeys(today, service.id, units, userAgent, device),
      yesterdayKey: yesterday && reporterKeys(yesterday, service.id, units, userAgent, device).reporterKey,
    }
  }

  return {
    async add(receipt, details, sender) {
      const at = now()
      const place = tokens.readReceipt(receipt, at)
      if (typeof place === 'string') return refuse(place)
      const service = parts.findServiceById(place.serviceId)
      const refused = admit(service, sender)
      if (refused || !service) return refused ?? refuse('unknown-service')
      const note = prepareNote(details.note ?? '')
      if (!note.ok) return { kind: 'unreadable', fault: note.fault }
      try {
        const { problem, country } = details
        const report = await addDetails(db, place, {
          ...(problem && { problemId: problemIds[problem] }),
          ...(country && { country }),
        })
        if (!report) return refuse('gone')
        const isHosting = sender.address !== null && geo(sender.address).hosting
        if (note.text !== '') {
          await writeNote(db, {
            serviceId: service.id,
            reportId: report.id,
            postedAt: at,
            // The kind that the note is about: the one named with it.
            problemId: problem ? problemIds[problem] : (report.problemIds.at(-1) ?? 0),
            country: report.country,
            body: note.text,
            folded: note.folded,
            bodyHash: shortHash(note.folded),
            prefixKey: report.prefixKey,
            heldFor: note.heldFor ?? (isHosting ? 'hosting' : null),
          })
        } else if (details.note !== undefined) await deleteNote(db, service.id, report.id)
        return {
          kind: 'added',
          slug: service.slug,
          answer: {
            problems: report.problemIds.flatMap((id) => problemOf(id) ?? []),
            country: report.country,
            hidden: note.hidden,
            reports15m: Math.max(1, parts.recentCount(service.slug)),
          },
        }
      } catch {
        return busy()
      }
    },
    async works(slug, sender) {
      const service = parts.findService(slug)
      const refused = admit(service, sender)
      if (refused || !service) return refused ?? refuse('unknown-service')
      try {
        const keys = await keysOf(service, sender, now())
        const isNew = await recordWorks(db, { serviceId: service.id, at: now(), ...keys })
        return { kind: 'counted', isNew }
      } catch {
        return busy()
      }
    },
    async same(noteId, submission) {
      const { slug, input, address, userAgent } = submission
      const service = parts.findService(slug)
      if (!service) return refuse('unknown-service')
      try {
        const note = await readShownNote(db, service.id, noteId)
        if (!note) return refuse('no-note')
        const problem = problemOf(note.problemId)
        const result = await intake.submit({
          ...submission,
          input: { ...input, ...(problem && { problem }) },
        })
        if (result.kind === 'refused') return { kind: 'said', result, same: 0 }
        const { reporterKey } = await keysOf(service, { address, userAgent, device: input.device }, now())
        const voice = { serviceId: service.id, noteId, kind: 'same', key: reporterKey, at: now() } as const
        return { kind: 'said', result, same: await addVoice(db, voice) }
      } catch {
        return busy()
      }
    },
    async flag(slug, noteId, sender) {
      const service = parts.findService(slug)
      const refused = admit(service, sender)
      if (refused || !service) return refused ?? refuse('unknown-service')
      try {
        if (!(await readShownNote(db, service.id, noteId))) return refuse('no-note')
        // One household is one flag: a person with two browsers is not two people.
        const { unitKey } = await keysOf(service, sender, now())
        await addVoice(db, { serviceId: service.id, noteId, kind: 'flag', key: unitKey, at: now() })
        return { kind: 'flagged' }
      } catch {
        return busy()
      }
    },
  }
}
