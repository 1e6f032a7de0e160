import type { IncidentRow } from '#core/view.ts'
import { durationText, minutesText } from '#i18n/time.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { say, timeTag } from '../say.tsx'
import { StatusIcon } from '../status-icon.tsx'
import { Time } from '../time.tsx'

const addressOf = (desk: Desk, incident: IncidentRow): string => `/${desk.locale}/incidents/${incident.id}`

const lengthOf = (incident: IncidentRow, now: string): number =>
  Date.parse(incident.endedAt ?? now) - Date.parse(incident.startedAt)

/** "+21 min" for the eye, the words for a screen reader. */
export function LeadTime({ desk, minutes }: { desk: Desk; minutes: number | null }) {
  const { t } = desk
  if (minutes === null) return <>{t('incident.leadNone')}</>
  if (minutes === 0) return <>{t('incident.leadSame')}</>
  const d = minutesText(t, minutes)
  return (
    <>
      <span aria-hidden="true">{t(minutes > 0 ? 'incident.leadFirst' : 'incident.leadAfter', { d })}</span>
      <span className="vh">
        {t(minutes > 0 ? 'incident.leadWordsFirst' : 'incident.leadWordsAfter', { d })}
      </span>
    </>
  )
}

/** The last incidents of one service, or those that ended today. */
export function PastIncidents({
  desk,
  incidents,
  now,
  named,
}: {
  desk: Desk
  incidents: IncidentRow[]
  now: string
  /** With the service's name, where the list is of many. */
  named?: boolean
}) {
  const { t, locale } = desk
  if (incidents.length === 0) return <p className="sub">{t('service.pastNone')}</p>
  return (
    <ul className="past">
      {incidents.map((incident) => (
        <li key={incident.id} className={`st-${incident.worst}`}>
          <StatusIcon status={incident.worst} />
          <div>
            <a href={addressOf(desk, incident)}>
              {named ? (
                <bdi>{incident.service.name[locale]}</bdi>
              ) : (
                <Time desk={desk} at={incident.startedAt} form="date" />
              )}
            </a>
            <p className="sub">
              {incident.endedAt && (
                <>
                  {say(t, 'home.endedLine', {
                    a: '',
                    b: '',
                    at1: timeTag(desk, incident.startedAt, named ? 'moment' : 'time', now),
                    // The day of its beginning goes without saying.
                    at2: timeTag(desk, incident.endedAt, named ? 'moment' : 'time', incident.startedAt),
                  })}
                  {t('between')}
                </>
              )}
              {t('service.pastLine', {
                n: incident.peak15m,
                d: durationText(t, lengthOf(incident, now), 'tight'),
              })}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** The incidents of a month: a table, laid out as blocks on a phone (roles written out, as above). */
export function IncidentTable({
  desk,
  incidents,
  caption,
  day,
  now,
}: {
  desk: Desk
  incidents: IncidentRow[]
  caption: string
  /** A moment of the day they stand under: times of that day are told without it. */
  day: string
  now: string
}) {
  const { t, locale } = desk
  const columns = ['colWhen', 'colService', 'colPeak', 'colLasted', 'colLead']
  const marks = (incident: IncidentRow): string[] => [
    ...(incident.endedAt ? [] : [t('incident.isOpen')]),
    ...(incident.falseAlarm ? [t('incident.isFalseAlarm')] : []),
    ...(incident.provenance === 'reconstruction' ? [t('incident.isReconstruction')] : []),
  ]
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: display:block on phones drops the roles of table parts
    <table className="rows incidents" role="table">
      <caption className="vh">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} scope="col" role="columnheader">
              {t(`incident.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {incidents.map((incident) => (
          <tr key={incident.id} role="row" className={`st-${incident.worst}`}>
            <td role="cell" className="when">
              {incident.endedAt ? (
                say(t, 'home.endedLine', {
                  a: '',
                  b: '',
                  at1: timeTag(desk, incident.startedAt, 'moment', day),
                  at2: timeTag(desk, incident.endedAt, 'moment', day),
                })
              ) : (
                <Time desk={desk} at={incident.startedAt} form="moment" now={day} />
              )}
            </td>
            <th scope="row" role="rowheader">
              <StatusIcon status={incident.worst} />
              <a href={addressOf(desk, incident)}>
                <bdi>{incident.service.name[locale]}</bdi>
              </a>
              {marks(incident).map((mark) => (
                <small key={mark}>
                  {t('between')}
                  {mark}
                </small>
              ))}
            </th>
            <td role="cell" className="n" data-before={t('incident.colPeak')}>
              {getNumberFormat(t.tag).format(incident.peak15m)}
            </td>
            <td
              role="cell"
              className="n"
              data-before={t(incident.endedAt ? 'incident.colLasted' : 'incident.colSoFar')}
            >
              {durationText(t, lengthOf(incident, now), 'tight')}
            </td>
            <td role="cell" className="n">
              <LeadTime desk={desk} minutes={incident.leadMinutes} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  )
}
