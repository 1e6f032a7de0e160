import type { ReactNode } from 'react'
import { isTrouble } from '#core/status.ts'
import type { RelatedRow, ServiceRow as Row } from '#core/view.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import { statusKeyOf } from '#i18n/verdict.ts'
import type { Desk } from '../desk.ts'
import { StatusIcon } from '../status-icon.tsx'
import { Time } from '../time.tsx'
import { countryNames } from './place-list.tsx'
import { Spark } from './spark.tsx'

const largestRatio = 999

/** "107× usual", "over 999× usual", "far above usual" where the usual is close to none; null where nothing can be said. */
function timesText({ t }: Desk, { timesUsual: times, usual15m: usual, status }: Row['state']): string | null {
  if (times === null) {
    const isRising = status === 'possible' || status === 'major'
    return isRising && usual !== null && usual < 1 ? t('home.timesFar') : null
  }
  return times > largestRatio
    ? t('home.timesOver', { x: largestRatio })
    : t('home.timesShort', { x: Math.round(times) })
}

function TimesCell({ desk, state }: { desk: Desk; state: Row['state'] }) {
  const text = timesText(desk, state)
  return (
    // biome-ignore lint/a11y/noRedundantRoles: display:block on phones drops the roles of table parts
    <td role="cell" className={text === null ? 'n is-empty' : 'n'}>
      {text ?? '–'}
    </td>
  )
}

/** The highest complete quarter hour; while reports rise, what is being counted now if it is more. */
const peakOf = ({ spark, state }: Row): number =>
  isTrouble(state.status) ? Math.max(spark.peak, state.reports15m, ...spark.reporters) : spark.peak

const pageOf = (desk: Desk, row: Pick<Row, 'service'>): string => `/${desk.locale}/status/${row.service.slug}`

/**
 * Services with reports above usual, as a real table. On a phone CSS lays its rows out as blocks; the roles
 * are written out because `display: block` would drop them.
 */
export function TroubleTable({
  desk,
  rows,
  caption,
  now,
}: {
  desk: Desk
  rows: Row[]
  caption: string
  now: string
}) {
  const { t, locale } = desk
  const number = (value: number): string => getNumberFormat(t.tag).format(value)
  const columns = ['Status', 'Service', 'Reports', 'Times', 'Since', 'Places', 'Day']
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: display:block on phones drops the roles of table parts
    <table className="rows trouble" role="table">
      <caption className="vh">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} scope="col" role="columnheader">
              {t(`home.col${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.service.slug} role="row" className={`st-${row.state.status}`}>
            <td role="cell" className="state">
              <StatusIcon status={row.state.status} />
              {t(statusKeyOf(row.state))}
            </td>
            <th scope="row" role="rowheader">
              <a href={pageOf(desk, row)}>
                <bdi>{row.service.name[locale]}</bdi>
              </a>
            </th>
            <td role="cell" className="n" data-after={t('home.colReports')}>
              {number(row.state.reports15m)}
            </td>
            <TimesCell desk={desk} state={row.state} />
            <td role="cell" className="n" data-before={t('home.colSince')}>
              <Time desk={desk} at={row.state.since} form="moment" now={now} />
            </td>
            <td role="cell" className="where">
              {row.places
                ? new Intl.ListFormat(t.tag, { type: 'unit' }).format(
                    row.places.map((country) => countryNames(t.tag, [country])[country] ?? country),
                  )
                : '–'}
            </td>
            <td role="cell" className="day">
              <Spark row={row} />
              <small>{t('home.peak', { n: peakOf(row) })}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  )
}

/** A dense grid of services: name, small line, highest quarter hour in digits. */
export function ServiceGrid({ desk, rows }: { desk: Desk; rows: Row[] }) {
  return (
    <ul className="grid4">
      {rows.map((row) => (
        <li key={row.service.slug} className={`st-${row.state.status}`}>
          <a href={pageOf(desk, row)}>
            <span className="nm">
              <bdi>{row.service.name[desk.locale]}</bdi>
            </span>
            <Spark row={row} />
            <small>{desk.t('home.peak', { n: peakOf(row) })}</small>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Services as links with their status in words, and what else the list says of each. */
function LinkList<One extends Pick<Row, 'service' | 'state'>>({
  desk,
  rows,
  className,
  more,
}: {
  desk: Desk
  rows: One[]
  className: string
  more: (row: One) => ReactNode
}) {
  const { t, locale } = desk
  return (
    <ul className={className}>
      {rows.map((row) => (
        <li key={row.service.slug}>
          <a href={pageOf(desk, row)} className={`st-${row.state.status}`}>
            <span className="nm">
              <bdi>{row.service.name[locale]}</bdi>
            </span>
            <span className="s">
              <StatusIcon status={row.state.status} />
              {t(statusKeyOf(row.state))}
            </span>
            {more(row)}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Related services: their day as a small line, and why they are named. */
export function ServiceList({ desk, rows }: { desk: Desk; rows: RelatedRow[] }) {
  const { t } = desk
  const more = (row: RelatedRow) => (
    <>
      <Spark row={row} />
      {row.why === 'upstream' && <small>{t('service.upstream')}</small>}
      {row.why === 'together' && <small>{t('service.together', { n: row.times })}</small>}
    </>
  )
  return <LinkList desk={desk} rows={rows} className="rel" more={more} />
}

/** Services that a search found: category, and how many reported. */
export function FoundList({ desk, rows }: { desk: Desk; rows: Row[] }) {
  const { t, locale } = desk
  const more = ({ service, state }: Row) => (
    <small>
      {service.category.name[locale]}
      {t('between')}
      {t('search.reports', { n: state.reports15m })}
    </small>
  )
  return <LinkList desk={desk} rows={rows} className="rel is-found" more={more} />
}
