import type { ReactNode } from 'react'
import { shiftMonth } from '#core/record/history.ts'
import type { CategoryCount, IncidentRow } from '#core/view.ts'
import type { Desk } from '../desk.ts'
import { ZoneName } from '../live/live-strip.tsx'
import { say } from '../say.tsx'
import { countryNames } from '../service/place-list.tsx'
import { DayList } from './day-list.tsx'
import { Choice, MonthLinks, queryOf, SeverityChoice, within } from './filters.tsx'

/** What the archive is narrowed to; empty text is no filter. */
export interface ArchiveFilter {
  service: string
  category: string
  country: string
  severity: string
}

/** Countries that the list offers: where Arabic is spoken, and the largest crowds elsewhere. */
const offered =
  'SA EG AE KW QA BH OM JO LB PS SY IQ YE SD LY TN DZ MA MR TR IR IL US GB DE FR ES IT NL CA IN PK BR'.split(
    ' ',
  )

/** The feed of what the list is narrowed to, of any month. */
function feedOf(lang: string, { service, ...filter }: ArchiveFilter): string {
  return `${service ? `/status/${service}` : ''}/feed.atom${queryOf({ lang, ...filter })}`
}

export const monthTitle = (desk: Desk, month: string): string =>
  desk.t('incident.listTitle', { month: desk.clock.month(within(month)) })

function Filters({
  desk,
  path,
  filter,
  categories,
}: {
  desk: Desk
  path: string
  filter: ArchiveFilter
  categories: CategoryCount[]
}): ReactNode {
  const { t, locale } = desk
  const names = countryNames(t.tag, [...new Set([...offered, ...(filter.country ? [filter.country] : [])])])
  const countries = Object.entries(names).sort(([, one], [, other]) => one.localeCompare(other, t.tag))
  return (
    <form className="filters" method="get" action={`/${locale}${path}`}>
      <label>
        {t('archive.service')}
        <input name="service" type="search" defaultValue={filter.service} maxLength={60} size={14} />
      </label>
      <Choice
        desk={desk}
        name="category"
        chosen={filter.category}
        options={categories.map(({ slug, name }) => [slug, name[locale]])}
      />
      <Choice desk={desk} name="country" chosen={filter.country} options={countries} />
      <SeverityChoice desk={desk} chosen={filter.severity} />
      <button type="submit" className="btn">
        {t('archive.show')}
      </button>
    </form>
  )
}

/** The incidents of one month, narrowed to what was asked for. */
export function ArchivePage({
  desk,
  month,
  current,
  filter,
  incidents,
  categories,
  now,
}: {
  desk: Desk
  month: string
  /** The month that is running. */
  current: string
  filter: ArchiveFilter
  incidents: IncidentRow[]
  categories: CategoryCount[]
  now: string
}): ReactNode {
  const { t, locale, clock } = desk
  const pathOf = (to: string) => (to === current ? '/incidents' : `/incidents/${to.replace('-', '/')}`)
  const path = pathOf(month)
  const query = queryOf(filter)
  const turn = (to: string, key: string) => (
    <a className="more" href={`/${locale}${pathOf(to)}${query}`}>
      {t(key, { month: clock.month(within(to)) })}
    </a>
  )
  const data = queryOf({ month, ...filter, limit: '500' })
  return (
    <div className="wrap">
      <div className="head">
        <h1>{monthTitle(desk, month)}</h1>
        <p className="stamp">
          <ZoneName desk={desk} at={within(month)} />
        </p>
      </div>
      <Filters desk={desk} path={path} filter={filter} categories={categories} />
      {incidents.length > 0 ? (
        <DayList desk={desk} incidents={incidents} now={now} />
      ) : (
        <p className="lede">
          {query === ''
            ? t('incident.listNone')
            : say(t, 'archive.noMatch', {
                clear: (chunks) => (
                  <a key="clear" href={`/${locale}${path}`}>
                    {chunks}
                  </a>
                ),
              })}
        </p>
      )}
      <nav className="turn" aria-label={t('archive.months')}>
        {turn(shiftMonth(month, -1), 'incident.earlier')}
        {month < current && turn(shiftMonth(month, 1), 'incident.later')}
      </nav>
      <MonthLinks
        desk={desk}
        current={current}
        shown={month}
        hrefOf={(to) => `/${locale}${pathOf(to)}${query}`}
      />
      <p className="links">
        <span>{t('archive.save', { n: incidents.length })}</span>
        <a href={`/api/v1/incidents.csv${data}`}>CSV</a>
        <a href={`/api/v1/incidents${data}`}>JSON</a>
        <a href={feedOf(locale, filter)}>Atom</a>
      </p>
    </div>
  )
}
