/** Whether the store answers, by the looks that are taken at it anyway. */
export interface Pulse {
  /** Takes a look and remembers how it went. */
  feel<Result>(look: () => Promise<Result>): Promise<Result>
  /** Looks have failed for a while: nobody is kept waiting for the store until one succeeds. */
  readonly away: boolean
}

/** One slip is no absence. A frozen store is noticed when a look runs out of time, which takes two seconds. */
const graceMs = 1_000

/** @param away what is assumed before the first look */
export function createPulse(away: boolean): Pulse {
  let answeredAt = performance.now()
  let failing = away
  let known = !away
  return {
    get away() {
      return failing && (!known || performance.now() - answeredAt > graceMs)
    },
    async feel(look) {
      try {
        const result = await look()
        failing = false
        known = true
        answeredAt = performance.now()
        return result
      } catch (error) {
        failing = true
        throw error
      }
    },
  }
}
