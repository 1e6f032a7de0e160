import type { Metadata } from 'next'
import { cache } from 'react'
import { ComparePage, compareQuery } from '#components/compare/compare-page.tsx'
import { namesOf } from '#components/compare/compare-words.ts'
import { Frame } from '#components/frame/frame.tsx'
import { NotFound } from '#components/frame/not-found.tsx'
import { compareWords } from '#components/live/island-words.ts'
import { LocalTimes } from '#components/live/local-times.tsx'
import { rangeNames } from '#core/bucket.ts'
import { comparePath } from '#core/compare/compare-set.ts'
import { messagesOf } from '#i18n/index.ts'
import { missingHead, pageHead } from '../../../head.ts'
import { isSample, type Query, single, startPage } from '../../../start.ts'
import { view } from '../../../view.ts'

type Props = { params: Promise<{ locale: string; set: string }>; searchParams: Query }

const choiceOf = (query: Awaited<Query>) => ({
  range: rangeNames.find((name) => name === single(query.range)) ?? '24h',
  unit: single(query.unit) === 'reports' ? ('reports' as const) : ('times' as const),
  note: single(query.note),
})

const readSet = cache(async (set: string, range: (typeof rangeNames)[number], now: number) => {
  const found = await (await view()).readCompare(set, range, now)
  return found.services.length > 0 ? found : null
})

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { locale, desk, now } = await startPage(params)
  const { set } = await params
  const found = await readSet(set, choiceOf(await searchParams).range, now)
  if (!found) return missingHead(locale)
  const names = namesOf(desk, found.services)
  const isSet = found.services.length > 1
  return pageHead({
    locale,
    path: comparePath(found.services.map(({ service }) => service.slug)),
    title: desk.t(isSet ? 'compare.setTitle' : 'compare.title', { names }),
    description: desk.t(isSet ? 'compare.setDescription' : 'compare.description', { names }),
    indexed: !found.sample && found.unknown.length === 0,
  })
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const { set } = await params
  const choice = choiceOf(await searchParams)
  const found = await readSet(set, choice.range, now)
  if (!found) return <NotFound t={desk.t} sample={await isSample()} />
  return (
    <Frame t={desk.t} path={`/compare/${set}${compareQuery(choice)}`} sample={found.sample}>
      <ComparePage
        desk={desk}
        path={`/${locale}/compare/${set}`}
        view={found}
        choice={choice}
        now={now}
        words={messagesOf(locale, compareWords)}
      />
      <LocalTimes locale={locale} messages={messagesOf(locale, ['time'])} now={nowIso} />
    </Frame>
  )
}
