import type { Metadata } from 'next'
import { Chosen, Picker } from '#components/compare/compare-form.tsx'
import { CompareNotes } from '#components/compare/compare-page.tsx'
import { Frame } from '#components/frame/frame.tsx'
import { comparePath } from '#core/compare/compare-set.ts'
import { pageHead } from '../../head.ts'
import { type Query, readHome, single, startPage } from '../../start.ts'
import { view } from '../../view.ts'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { locale, desk, now } = await startPage(params)
  const isBare = (await searchParams).s === undefined
  const [title, description] = [desk.t('compare.title'), desk.t('compare.description')]
  const { sample } = await readHome(now)
  return pageHead({ locale, path: '/compare', title, description, indexed: isBare && !sample })
}

/** Choosing what to compare; two that are followed have an address of their own, to which the front sends them. */
export default async function Page({ params, searchParams }: Props) {
  const { desk, now } = await startPage(params)
  const { t, locale } = desk
  const query = await searchParams
  const typed = [query.s ?? []]
    .flat()
    .map((text) => text.trim())
    .filter(Boolean)
  const home = await readHome(now)
  const found = await Promise.all(typed.map(async (text) => ({ text, cards: (await view()).find(text, 1) })))
  const known = found.flatMap(({ cards }) => cards)
  const unknown = found.flatMap(({ text, cards }) => (cards.length > 0 ? [] : [text]))
  const offers = [...home.trouble, ...home.calm].map(({ service }) => service).slice(0, 7)
  const path = `/compare${typed.length > 0 ? `?${new URLSearchParams(typed.map((text) => ['s', text]))}` : ''}`
  return (
    <Frame t={t} path={path} sample={home.sample}>
      <div className="wrap">
        <div className="head">
          <h1>{t('compare.h1')}</h1>
          <p className="lede">{t(known.length === 1 ? 'compare.one' : 'compare.lead')}</p>
          <CompareNotes desk={desk} note={single(query.note)} unknown={unknown} />
          {known.length > 0 && <Chosen desk={desk} services={known} query="" />}
          {known.length > 1 && (
            <a className="more" href={`/${locale}${comparePath(known.map(({ slug }) => slug))}`}>
              {t('compare.rest')}
            </a>
          )}
        </div>
        {known.length === 0 && <Picker desk={desk} typed={typed} offers={offers} />}
      </div>
    </Frame>
  )
}
