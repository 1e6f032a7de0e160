import { historyFacts, leastLeads } from '#core/record/history.ts'
import type { IncidentRow } from '#core/view.ts'
import { minutesText } from '#i18n/time.ts'
import type { Desk } from '../desk.ts'

/** So many incidents are looked at, the newest: more say the same, and the page waits for them. */
export const mostOwn = 1_000

/** What this site's own record says of its detector: false alarms that its editors marked, and who spoke first. */
export function OwnRecord({
  desk: { t, locale },
  incidents,
  now,
}: {
  desk: Desk
  /** Of the last 90 days, the newest `mostOwn` at most. */
  incidents: readonly IncidentRow[]
  /** ms */
  now: number
}) {
  const own = incidents.filter(({ provenance }) => provenance !== 'reconstruction')
  const { medianLeadMinutes: lead, leads, incidents: real } = historyFacts(own, now)
  const spoken = lead === null ? '' : lead > 0 ? 'ownAhead' : lead < 0 ? 'ownAfter' : 'ownSame'
  return (
    <>
      <p className="prose">
        {t(incidents.length < mostOwn ? 'method.own' : 'method.ownNewest', {
          n: own.length,
          k: own.length - real,
        })}{' '}
        {lead !== null &&
          leads >= leastLeads &&
          `${t(`method.${spoken}`, { m: leads, d: minutesText(t, lead) })} `}
        {t('method.ownMissed')}
      </p>
      <a className="more" href={`/${locale}/incidents`}>
        {t('method.ownMore')}
      </a>
    </>
  )
}
