import type { Metadata } from 'next'
import { cache } from 'react'
import { Frame } from '#components/frame/frame.tsx'
import { NotFound } from '#components/frame/not-found.tsx'
import { LocalTimes } from '#components/live/local-times.tsx'
import { MapPage } from '#components/map/map-page.tsx'
import { readHour } from '#core/place/places.ts'
import { messagesOf } from '#i18n/index.ts'
import { missingHead, pageHead } from '../../head.ts'
import { isSample, type Query, single, startPage, withQuery } from '../../start.ts'
import { view } from '../../view.ts'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

const readPlaces = cache(async (category: string, hour: number | null, now: number) =>
  (await view()).readPlaces({ category: category || undefined, hour }, now),
)

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { locale, desk, now } = await startPage(params)
  const query = await searchParams
  const found = await readPlaces(single(query.category), readHour(single(query.hour)), now)
  if (!found) return missingHead(locale)
  const [title, description] = [desk.t('map.title'), desk.t('map.description')]
  // Hours and categories are looks at the same page.
  return pageHead({ locale, path: '/map', title, description, indexed: !found.sample })
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const query = await searchParams
  const [category, hour, map] = [single(query.category), single(query.hour), single(query.map)]
  const found = await readPlaces(category, readHour(hour), now)
  if (!found) return <NotFound t={desk.t} sample={await isSample()} />
  const kept = { category, hour: found.span.hour === null ? '' : hour, map }
  return (
    <Frame t={desk.t} path={withQuery('/map', kept)} sample={found.sample}>
      <MapPage desk={desk} view={found} now={now} isShown={map === '1'} />
      <LocalTimes locale={locale} messages={messagesOf(locale, ['time', 'map.hour'])} now={nowIso} />
    </Frame>
  )
}
