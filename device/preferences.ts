import { recall } from './memory.ts'

// What a person chose on the settings page. The theme and the digits are read before first paint by a script of the
// page's head (device/head-script.ts), by the same names.

/** The zone that times are told in: chosen, or the device's own; an IANA name. */
export function readerZone(): string {
  const chosen = recall('zone')
  if (chosen && isZone(chosen)) return chosen
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
}

/** A zone that this browser can tell times in; it may have been chosen in another one. */
function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Pages stay as they were loaded until their reader asks for new ones. */
export const updatesOnlyWhenAsked = (): boolean => recall('updates') === 'ask'

/** Months by their Levantine names (كانون الثاني) on Arabic pages. */
export const hasLevantMonths = (): boolean => recall('months') === 'levant'
