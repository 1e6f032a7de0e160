import type { RequestView } from '#core/report/request.ts'
import type { ServiceRow } from '#core/view.ts'
import type { Desk } from '../desk.ts'
import { RequestForm } from '../request/request-form.tsx'
import '../frame/narrow.css'
import { say } from '../say.tsx'
import { FoundList } from '../service/service-row.tsx'
import { SearchField } from './search-field.tsx'

/** What a query found, or well-known services without one; and a way to ask for what is not among them. */
export function SearchPage({
  desk,
  query,
  rows,
  hasMore,
  request,
}: {
  desk: Desk
  query: string
  rows: ServiceRow[]
  /** There are more finds than these. */
  hasMore: boolean
  /** What was searched for as a service to ask for, where little or nothing was found. */
  request: RequestView | null
}) {
  const { t, locale } = desk
  const isNone = query !== '' && rows.length === 0
  return (
    <div className="wrap narrow">
      <div className="head">
        <h1>{t('search.h')}</h1>
        <SearchField t={t} id="ask" className="srch is-big" query={query} withButton />
      </div>
      <section>
        <p role="status">
          {query === ''
            ? t('search.popular')
            : say(t, isNone ? 'search.none' : 'search.found', { n: rows.length, q: query })}
        </p>
        <FoundList desk={desk} rows={rows} />
        {hasMore && <p className="sub">{t('search.many', { n: rows.length })}</p>}
        {isNone && request ? (
          <RequestForm t={t} name={query} request={request} />
        ) : (
          query !== '' && (
            <p>
              <a className="more" href={`/${locale}/request?name=${encodeURIComponent(query)}`}>
                {t('search.missing')}
              </a>
            </p>
          )
        )}
        <a className="more" href={`/${locale}/categories`}>
          {t('search.browse')}
        </a>
      </section>
    </div>
  )
}
