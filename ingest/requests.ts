import { foldText } from '#core/fold.ts'
import { type RequestFaults, type RequestView, readRequest, requestsToReview } from '#core/report/request.ts'
import type { Database } from '#store/db.ts'
import { insertRequest } from '#store/report/requests.ts'
import type { ServiceRecord } from '#store/service/services.ts'
import { unitsFor } from './address.ts'
import { createDaySalts } from './day-salts.ts'
import { createLimits, type Rate } from './limits.ts'
import { askerKey } from './reporter.ts'

export type RequestResult =
  /** Counted; `isNew` is false for somebody who asked already. */
  | { kind: 'noted'; isNew: boolean; request: RequestView }
  /** We do follow it. */
  | { kind: 'followed'; slug: string }
  | { kind: 'invalid'; faults: RequestFaults }
  | { kind: 'refused'; reason: 'too-many' | 'busy'; retryAfterSeconds: number }

export interface Requests {
  submit(asked: {
    name: string
    website: string
    /** The client's address (ingest/address); null if it could not be read. */
    address: string | null
    userAgent: string
  }): Promise<RequestResult>
}

export interface RequestParts {
  db: Database
  now: () => number
  services(): ServiceRecord[]
  isAway?(): boolean
  processes?: number
}

/** Nobody misses more than a handful of services in one sitting… */
const unitRate: Rate = { burst: 8, perSecond: 8 / 3600 }
const prefixRate: Rate = { burst: 60, perSecond: 60 / 3600 }
/** …and all together cannot fill the table: a name nobody joins is forgotten after a while. */
const wholeRate: Rate = { burst: 300, perSecond: 0.2 }
const busySeconds = 10

/** Requests for services that are not followed yet. */
export function createRequests({
  db,
  now,
  services,
  isAway = () => false,
  processes = 1,
}: RequestParts): Requests {
  const limits = createLimits({ processes, maxKeys: 20_000 })
  const salts = createDaySalts(db)
  return {
    async submit({ name, website, address, userAgent }) {
      const { request, faults } = readRequest({ name, website })
      if (!request) return { kind: 'invalid', faults }
      const at = now()
      const units = unitsFor(address)
      const waitSeconds =
        limits.take(`unit ${units.unit}`, unitRate, at) ||
        limits.take(`prefix ${units.prefix}`, prefixRate, at) ||
        limits.take('all', wholeRate, at)
      if (waitSeconds > 0) return { kind: 'refused', reason: 'too-many', retryAfterSeconds: waitSeconds }
      const followed = services().find(({ name, aliases }) =>
        [name.en, name.ar, ...aliases].some((text) => foldText(text) === request.key),
      )
      if (followed) return { kind: 'followed', slug: followed.slug }
      if (isAway()) return { kind: 'refused', reason: 'busy', retryAfterSeconds: busySeconds }
      try {
        const { today, yesterday } = await salts.at(at)
        const keys = [today, yesterday ?? []]
          .flat()
          .map((salt) => askerKey(salt, request.key, units, userAgent))
        const { people, isNew } = await insertRequest(db, request, keys, at)
        return { kind: 'noted', isNew, request: { name: request.name, people, reviewAt: requestsToReview } }
      } catch {
        return { kind: 'refused', reason: 'busy', retryAfterSeconds: busySeconds }
      }
    },
  }
}
