import type { AddressUnits } from '#ingest/address.ts'

/** How many streams there may be at once. */
export interface SeatLimits {
  perProcess: number
  /** A neighbourhood: /24, or /48 in IPv6. */
  perPrefix: number
  /** Tabs of one household or office: /32, or /64 in IPv6. */
  perUnit: number
}

/** Who is listening from where, so that nobody takes the room of all. */
export interface Seats {
  readonly taken: number
  /** False where there is no room for one more. */
  take(from: AddressUnits): boolean
  leave(from: AddressUnits): void
}

export function createSeats({ perProcess, perPrefix, perUnit }: SeatLimits): Seats {
  const byUnit = createTally()
  const byPrefix = createTally()
  let taken = 0
  return {
    get taken() {
      return taken
    },
    take({ unit, prefix }) {
      if (taken >= perProcess || byUnit.of(unit) >= perUnit || byPrefix.of(prefix) >= perPrefix) return false
      taken++
      byUnit.add(unit, 1)
      byPrefix.add(prefix, 1)
      return true
    },
    leave({ unit, prefix }) {
      taken--
      byUnit.add(unit, -1)
      byPrefix.add(prefix, -1)
    },
  }
}

/** Counts by name; names without a count are forgotten. */
function createTally() {
  const counts = new Map<string, number>()
  const of = (name: string): number => counts.get(name) ?? 0
  return {
    of,
    add(name: string, change: 1 | -1): void {
      const count = of(name) + change
      if (count > 0) counts.set(name, count)
      else counts.delete(name)
    },
  }
}
