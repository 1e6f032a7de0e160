/** In the order in which it is given up. */
export const kinds = ['picture', 'stream', 'page', 'status', 'report'] as const
export type Kind = (typeof kinds)[number]

/** Above these levels a kind is given up: new pictures first, reports last. */
const limits: Record<Kind, number> = { picture: 0.6, stream: 0.7, page: 0.85, status: 0.95, report: 1 }
/**
 * While no more than this share of the slots is taken, a late loop alone gives up nothing of a kind: whatever makes it
 * late, so few requests do not. Streams take no slots, but every change costs a write to each.
 */
const fewShare: Record<Kind, number> = { picture: 0, stream: 0, page: 0.05, status: 0.05, report: 0.2 }
/** What counts as full. */
const fullDelayMs = 100
const fullWaiters = 50
/** So much of the slots is for reports alone. */
const reservedShare = 0.2

/** The load in numbers. */
export interface Load {
  /** How late the event loop is, ms: 99th percentile of a second. */
  delayMs: number
  /** Requests under way, the one that asks included. */
  inFlight: number
  /** Those of them that only read. */
  reads: number
  slots: number
  /** Who waits for a connection to the store. */
  waiters: number
}

/** How full we are: 1 = full. */
export const levelOf = ({ delayMs, inFlight, slots, waiters }: Load): number =>
  Math.max(delayMs / fullDelayMs, inFlight / slots, waiters / fullWaiters)

/** Whether a request of this kind is to be given up. Whatever is given up, so is all that stands before it. */
export function isShed(kind: Kind, load: Load): boolean {
  const isFew = load.inFlight <= load.slots * fewShare[kind]
  if (levelOf(isFew ? { ...load, delayMs: 0 } : load) > limits[kind]) return true
  return kind !== 'report' && load.reads > load.slots * (1 - reservedShare)
}

export interface Gauge {
  readonly level: number
  sheds(kind: Kind): boolean
  /** Takes a slot; the function returned gives it back. null: there is none, give up. */
  enter(kind: Kind): (() => void) | null
}

export interface GaugeParts {
  /** Requests at a time. */
  slots: number
  /** How late the event loop is, ms. */
  delayMs(): number
  waiters(): number
}

/** Counts who is inside, and reads the rest when somebody wants in: ready answers cost it nothing. */
export function createGauge({ slots, delayMs, waiters }: GaugeParts): Gauge {
  let inFlight = 0
  let reads = 0
  const load = (more: number): Load => ({
    delayMs: delayMs(),
    inFlight: inFlight + more,
    reads: reads + more,
    slots,
    waiters: waiters(),
  })
  return {
    get level() {
      return levelOf(load(0))
    },
    sheds: (kind) => isShed(kind, load(1)),
    enter(kind) {
      if (isShed(kind, load(1))) return null
      // A stream stays for half an hour; it has limits of its own.
      if (kind === 'stream') return () => {}
      const isRead = kind !== 'report'
      inFlight++
      if (isRead) reads++
      let isIn = true
      return () => {
        if (!isIn) return
        isIn = false
        inFlight--
        if (isRead) reads--
      }
    },
  }
}
