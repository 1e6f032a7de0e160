import type { Metadata } from 'next'
import { cache } from 'react'
import { Frame } from '#components/frame/frame.tsx'
import { LocalTimes } from '#components/live/local-times.tsx'
import { MapPage } from '#components/map/map-page.tsx'
import { readHour } from '#core/place/places.ts'
import { messagesOf } from '#i18n/index.ts'
import { missingHead, pageHead } from '../../../../head.ts'
import { type Query, single, startPage, withQuery } from '../../../../start.ts'
import { view } from '../../../../view.ts'
import { UnknownService } from '../unknown.tsx'

type Props = { params: Promise<{ locale: string; slug: string }>; searchParams: Query }

const readPlaces = cache(async (service: string, hour: number | null, now: number) =>
  (await view()).readPlaces({ service, hour }, now),
)

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { locale, desk, now } = await startPage(params)
  const { slug } = await params
  const found = await readPlaces(slug, readHour(single((await searchParams).hour)), now)
  if (!found?.service) return missingHead(locale)
  const s = found.service.name[locale]
  return pageHead({
    locale,
    path: `/status/${slug}/map`,
    title: desk.t('map.serviceTitle', { s }),
    description: desk.t('map.serviceDescription', { s }),
    // The service's own page is the one to be found.
    indexed: false,
  })
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const { slug } = await params
  const query = await searchParams
  const [hour, map] = [single(query.hour), single(query.map)]
  const found = await readPlaces(slug, readHour(hour), now)
  if (!found) return <UnknownService t={desk.t} slug={slug} />
  const kept = { hour: found.span.hour === null ? '' : hour, map }
  return (
    <Frame t={desk.t} path={withQuery(`/status/${slug}/map`, kept)} sample={found.sample}>
      <MapPage desk={desk} view={found} now={now} isShown={map === '1'} />
      <LocalTimes locale={locale} messages={messagesOf(locale, ['time', 'map.hour'])} now={nowIso} />
    </Frame>
  )
}
