import type { ProblemSlug } from '#core/report/report.ts'
import type { Outcome } from '#device/queue.ts'

// The way from the page to the device's queue. Its code is in the device's own script (device/main.ts), which came
// while there was a connection, so the page need not carry it.

interface Unsent {
  /** Its Idempotency-Key stays the same, so it is one report however often it is sent. */
  key: string
  slug: string
  problem: ProblemSlug | null
}

/** What device/main.ts gives to the page. */
export interface DeviceQueue {
  /** When the report was saved, ms; null: it could not be. */
  keep(report: Unsent): Promise<number | null>
  /** It is not to be sent any more. */
  discard(key: string): void
}

/** The device's queue; absent while its script is not here, and where it cannot keep anything. */
export const deviceQueue = (): DeviceQueue | undefined =>
  (globalThis as { deskDevice?: DeviceQueue }).deskDevice

/** Hears of every report that waited and waits no more; the function returned stops that. */
export function onSettled(told: (outcome: Outcome) => void): () => void {
  const listener = (event: Event) => told((event as CustomEvent<Outcome>).detail)
  document.addEventListener('desk:settled', listener)
  return () => document.removeEventListener('desk:settled', listener)
}
