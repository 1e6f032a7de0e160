import type { Metadata } from 'next'
import { cache } from 'react'
import { Frame } from '#components/frame/frame.tsx'
import { NotFound } from '#components/frame/not-found.tsx'
import { CategoryList } from '#components/home/home-page.tsx'
import { LocalTimes } from '#components/live/local-times.tsx'
import { ServiceGrid, TroubleTable } from '#components/service/service-row.tsx'
import { isTrouble } from '#core/status.ts'
import { messagesOf } from '#i18n/index.ts'
import { missingHead, pageHead } from '../../../head.ts'

import { isSample, startPage } from '../../../start.ts'
import { view } from '../../../view.ts'

type Props = { params: Promise<{ locale: string; cat: string }> }

const readCategory = cache(async (slug: string, now: number) => (await view()).readCategory(slug, now))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk, now } = await startPage(params)
  const { cat } = await params
  const found = await readCategory(cat, now)
  if (!found) return missingHead(locale)
  const c = found.category.name[locale]
  return pageHead({
    locale,
    path: `/categories/${cat}`,
    title: desk.t('category.pageTitle', { c }),
    description: desk.t('category.pageDescription', { c }),
    indexed: !(await isSample()),
  })
}

export default async function Page({ params }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const { cat } = await params
  const found = await readCategory(cat, now)
  if (!found) return <NotFound t={desk.t} sample={await isSample()} />
  const { t } = desk
  const { category, rows, related } = found
  const trouble = rows.filter((row) => isTrouble(row.state.status))
  const calm = rows.filter((row) => row.state.status === 'none')
  const unclear = rows.filter((row) => row.state.status === 'unknown')
  const sum = trouble.length > 0 ? 'category.sum' : unclear.length > 0 ? 'category.partly' : 'category.quiet'
  return (
    <Frame t={t} path={`/categories/${cat}`} sample={await isSample()}>
      <div className="wrap">
        <div className="head">
          <h1>{category.name[locale]}</h1>
          <p className="lede">
            {t(sum, { a: trouble.length > 0 ? trouble.length : calm.length, b: rows.length })}
          </p>
        </div>
        {trouble.length > 0 && (
          <section aria-label={t('home.now')}>
            <TroubleTable desk={desk} rows={trouble} caption={t('home.nowCaption')} now={nowIso} />
          </section>
        )}
        {(
          [
            ['calm', t('home.calm'), calm],
            ['unclear', t('status.unknown'), unclear],
          ] as const
        ).map(
          ([id, heading, quiet]) =>
            quiet.length > 0 && (
              <section key={id} aria-labelledby={id}>
                <h2 className="h2" id={id}>
                  {heading}
                </h2>
                <p className="sub">{t('home.calmSub')}</p>
                <ServiceGrid desk={desk} rows={quiet} />
              </section>
            ),
        )}
        {related.length > 0 && (
          <section aria-labelledby="related">
            <h2 className="h2" id="related">
              {t('category.related')}
            </h2>
            <CategoryList desk={desk} categories={related} />
          </section>
        )}
        <p className="links">
          <a href={`/${locale}/request`}>{t('category.missing')}</a>
          <a href={`/${locale}/categories`}>{t('category.h')}</a>
        </p>
        <LocalTimes locale={locale} messages={messagesOf(locale, ['time'])} now={nowIso} />
      </div>
    </Frame>
  )
}
