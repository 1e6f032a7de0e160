import type { ServiceRow, StateView } from './view.ts'

/** What one line of a list says of a state. */
export function rowStateOf(state: StateView): ServiceRow['state'] {
  const { status, unknownReason, since, reports15m, usual15m, timesUsual, at, incident } = state
  return {
    status,
    unknownReason,
    reports15m,
    usual15m,
    timesUsual,
    at,
    since: incident?.startedAt ?? since,
    confirmed: incident?.confirmed ?? false,
  }
}
