import type { Desk } from '../desk.ts'
import { say, timeTag } from '../say.tsx'

/** How fresh what is shown is: following, behind, or cut off. */
export type Liveness = 'live' | 'delayed' | 'offline'

/** The line under the verdict: live or not, when, and in which zone times are given. */
export function LiveStamp({ desk, at, liveness }: { desk: Desk; at: string; liveness: Liveness }) {
  return (
    <p className="stamp">
      <span className={liveness === 'live' ? 'live' : 'live is-late'}>
        {/* Breathes anew with each minute; with each count it would never rest. */}
        <i key={at.slice(0, 16)} aria-hidden="true" />
        {desk.t(liveness === 'live' ? 'live.live' : 'live.delayed')}
      </span>
      <span>{say(desk.t, 'live.updated', { t: '', at: timeTag(desk, at, 'seconds') })}</span>
      <ZoneName desk={desk} at={at} />
    </p>
  )
}

/** The zone that the times around it are given in. */
export const ZoneName = ({ desk, at }: { desk: Desk; at: string }) => (
  // Another zone is another name: its pieces must not be seen to move.
  <span key={desk.clock.zone} data-zone={at} suppressHydrationWarning>
    {desk.clock.zoneName(at)}
  </span>
)

/** Across the page when the numbers are old or the reader is offline, and heard then; nothing while all is well. */
export function LiveStrip({ desk, at, liveness }: { desk: Desk; at: string; liveness: Liveness }) {
  const isOffline = liveness === 'offline'
  // A kept page may be days old, and only the reader's own clock can tell.
  const now = isOffline ? new Date().toISOString() : at
  const key = isOffline ? 'live.offline' : 'live.late'
  return (
    <div role="status">
      {liveness !== 'live' && (
        <p className="strip">
          <span className="wrap">{say(desk.t, key, { t: '', at: timeTag(desk, at, 'moment', now) })}</span>
        </p>
      )}
    </div>
  )
}
