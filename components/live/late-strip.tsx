import type { Desk } from '../desk.ts'
import { say, timeTag } from '../say.tsx'

/** Numbers that are old say so before anything else does. */
export const LateStrip = ({ desk, view }: { desk: Desk; view: { stale: boolean; at: string } }) =>
  view.stale ? (
    <div className="strip">
      <p className="wrap">
        {say(desk.t, 'live.late', { t: '', at: timeTag(desk, view.at, 'moment', view.at) })}
      </p>
    </div>
  ) : null
