import type { Desk } from '../desk.ts'
import { refreshParts } from './live-parts.tsx'
import { tellTimes } from './tell-times.ts'

/** The front may serve a page a little older than the stream, and make a new one meanwhile. */
const againMs = 3_000
const tries = 4

/** Draws what stands in `root` anew until it speaks of `at`, its times in the zone of `desk`. */
export async function catchUp(root: Element, desk: Desk, at: string, signal: AbortSignal): Promise<void> {
  tellTimes(root, desk, at)
  const isBehind = () => (root.querySelector('time')?.dateTime ?? at) < at
  for (let left = tries; left > 0 && isBehind(); left--) {
    if (left < tries) await new Promise((resolve) => setTimeout(resolve, againMs))
    if (signal.aborted) return
    await refreshParts()
    tellTimes(root, desk, at)
  }
}
