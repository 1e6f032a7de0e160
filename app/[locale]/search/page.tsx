import type { Metadata } from 'next'
import { Frame } from '#components/frame.tsx'
import { say } from '#components/say.tsx'
import { SearchField } from '#components/search-field.tsx'
import { ServiceList } from '#components/service-row.tsx'
import { pageHead } from '../../head.ts'
import { isSample, type Query, readHome, single, startPage } from '../../start.ts'
import { view } from '../../view.ts'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

const most = 50

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const title = desk.t('search.h')
  return pageHead({ locale, path: '/search', title, description: desk.t('search.label'), indexed: false })
}

export default async function Page({ params, searchParams }: Props) {
  const { desk, now } = await startPage(params)
  const { t, locale } = desk
  const q = single((await searchParams).q).slice(0, 80)
  const rows = q ? await (await view()).search(q, most, now) : (await readHome(now)).calm.slice(0, 12)
  return (
    <Frame t={t} path={`/search${q ? `?q=${encodeURIComponent(q)}` : ''}`} sample={await isSample()}>
      <div className="wrap narrow">
        <div className="head">
          <h1>{t('search.h')}</h1>
          <SearchField t={t} id="ask" className="srch is-big" query={q} withButton />
        </div>
        <section>
          <p role="status">
            {q === ''
              ? t('search.popular')
              : say(t, rows.length > 0 ? 'search.found' : 'search.none', { n: rows.length, q })}
          </p>
          <ServiceList desk={desk} rows={rows} />
          {rows.length === most && <p className="sub">{t('search.many', { n: most })}</p>}
          <a className="more" href={`/${locale}/categories`}>
            {t('search.browse')}
          </a>
        </section>
      </div>
    </Frame>
  )
}
