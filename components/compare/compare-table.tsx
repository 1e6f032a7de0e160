import type { CompareView } from '#core/compare/view-compare.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import { statusKeyOf } from '#i18n/verdict.ts'
import type { Desk } from '../desk.ts'
import { LeadTime } from '../incident/incident-list.tsx'
import { StatusIcon } from '../status-icon.tsx'
import { Time } from '../time.tsx'

const columns = ['colReports', 'colTimes', 'colSince', 'colPeak', 'colIncidents', 'colLead'] as const

/** The compared services in figures: the text form of the plots. On a phone each is a block that says what it is. */
export function CompareTable({ desk, view, now }: { desk: Desk; view: CompareView; now: string }) {
  const { t, locale } = desk
  const number = (value: number): string => getNumberFormat(t.tag).format(value)
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: display:block on phones drops the roles of table parts
    <table className="rows compare-table" role="table">
      <caption className="vh">{t('compare.caption')}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            {t('home.colService')}
          </th>
          <th scope="col" role="columnheader">
            {t('compare.colStatus')}
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" role="columnheader" className="n">
              {t(`compare.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {view.services.map(({ service, state, peak, incidents30d, medianLeadMinutes }) => (
          <tr key={service.slug} role="row" className={`st-${state.status}`}>
            <th scope="row" role="rowheader">
              <a href={`/${locale}/status/${service.slug}`}>
                <bdi>{service.name[locale]}</bdi>
              </a>
            </th>
            <td role="cell" className="state">
              <StatusIcon status={state.status} />
              {t(statusKeyOf(state))}
            </td>
            <td role="cell" className="n" data-before={t('compare.colReports')}>
              {number(state.reports15m)}
            </td>
            <td
              role="cell"
              className={state.timesUsual === null ? 'n is-empty' : 'n'}
              data-before={t('compare.colTimes')}
            >
              {state.timesUsual === null ? '–' : t('home.timesShort', { x: Math.round(state.timesUsual) })}
            </td>
            <td role="cell" className="n" data-before={t('compare.colSince')}>
              <Time desk={desk} at={state.since} form="moment" now={now} />
            </td>
            <td
              role="cell"
              className={peak ? 'n' : 'n is-empty'}
              data-before={peak ? t('compare.colPeak') : undefined}
            >
              {peak ? number(peak.reporters) : '–'}
            </td>
            <td role="cell" className="n" data-before={t('compare.colIncidents')}>
              {number(incidents30d)}
            </td>
            <td role="cell" className="n" data-before={t('compare.colLead')}>
              <LeadTime desk={desk} minutes={medianLeadMinutes} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  )
}
