import type { Metadata } from 'next'
import { cache } from 'react'
import { Frame } from '#components/frame/frame.tsx'
import { NotFound } from '#components/frame/not-found.tsx'
import { LocalTimes } from '#components/live/local-times.tsx'
import { CountryPage } from '#components/map/country-page.tsx'
import { countryNames } from '#components/service/place-list.tsx'
import { messagesOf } from '#i18n/index.ts'
import { missingHead, pageHead } from '../../../head.ts'
import { isSample, startPage } from '../../../start.ts'
import { view } from '../../../view.ts'

type Props = { params: Promise<{ locale: string; cc: string }> }

const readCountry = cache(async (cc: string, now: number) =>
  /^[a-z]{2}$/.test(cc) ? (await view()).readCountry(cc.toUpperCase(), now) : null,
)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk, now } = await startPage(params)
  const { cc } = await params
  const found = await readCountry(cc, now)
  if (!found) return missingHead(locale)
  const c = countryNames(desk.t.tag, [found.country])[found.country]!
  return pageHead({
    locale,
    path: `/map/${cc}`,
    title: desk.t('map.countryTitle', { c }),
    description: desk.t('map.countryDescription', { c }),
    indexed: !found.sample,
  })
}

export default async function Page({ params }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const { cc } = await params
  const found = await readCountry(cc, now)
  if (!found) return <NotFound t={desk.t} sample={await isSample()} />
  return (
    <Frame t={desk.t} path={`/map/${cc}`} sample={found.sample}>
      <CountryPage desk={desk} view={found} />
      <LocalTimes locale={locale} messages={messagesOf(locale, ['time', 'map.hour'])} now={nowIso} />
    </Frame>
  )
}
