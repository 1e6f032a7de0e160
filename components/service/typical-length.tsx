import type { TypicalLength as Length } from '#core/record/typical.ts'
import { durationText } from '#i18n/time.ts'
import type { Desk } from '../desk.ts'

const minuteMs = 60_000

/** How long incidents here usually last, and of how many that is said; nothing where they were too few. */
export function TypicalLength({ desk: { t }, typical }: { desk: Desk; typical: Length | null }) {
  if (!typical) return null
  const length = (minutes: number): string => durationText(t, minutes * minuteMs, 'after')
  return (
    <p className="sub">
      {t('history.typical', {
        d: length(typical.medianMinutes),
        n: typical.incidents,
        a: length(typical.fromMinutes),
        b: length(typical.toMinutes),
      })}
    </p>
  )
}
