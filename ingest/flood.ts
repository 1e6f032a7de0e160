import { minuteMs } from '#core/bucket.ts'

/** Too few to speak of a flood. */
const leastReports = 100
const windowMinutes = 5

export interface Flood {
  /** A report of this service came in; `isFull`: believed in full, from a person not yet counted. */
  note(slug: string, isFull: boolean, now: number): void
  /** Whether most of what came in the last five minutes was not believed in full. */
  isRising(slug: string, now: number): boolean
}

/** Watches what each service is sent, by minutes, in this process alone: a hint when to ask for a proof of work. */
export function createFlood(): Flood {
  const minutes = new Map<string, { minute: number; all: number; full: number }[]>()
  return {
    note(slug, isFull, now) {
      const minute = Math.floor(now / minuteMs)
      const known = (minutes.get(slug) ?? []).filter((one) => one.minute > minute - windowMinutes)
      let last = known.at(-1)
      if (last?.minute !== minute) {
        last = { minute, all: 0, full: 0 }
        known.push(last)
      }
      last.all++
      if (isFull) last.full++
      minutes.set(slug, known)
    },
    isRising(slug, now) {
      const from = Math.floor(now / minuteMs) - windowMinutes
      let [all, full] = [0, 0]
      for (const one of minutes.get(slug) ?? []) {
        if (one.minute <= from) continue
        all += one.all
        full += one.full
      }
      return all >= leastReports && full * 2 < all
    },
  }
}
