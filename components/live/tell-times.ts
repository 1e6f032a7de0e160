import type { Desk } from '../desk.ts'
import { type TimeForm, timeText } from '../time.tsx'

/**
 * Writes the times that the server drew inside `root` anew, in the zone of `desk`. Only for parts that React
 * never draws again.
 */
export function tellTimes(root: ParentNode, desk: Desk, now: string): void {
  for (const time of root.querySelectorAll<HTMLElement & { dateTime?: string }>('[data-form]')) {
    // One that names no moment tells the present one (print-foot.tsx).
    time.textContent = timeText(
      desk,
      time.dateTime ?? now,
      time.dataset.form as TimeForm,
      time.dataset.now ?? now,
    )
  }
  for (const name of root.querySelectorAll<HTMLElement>('[data-zone]')) {
    name.textContent = desk.clock.zoneName(name.dataset.zone ?? now)
  }
}
