import type { Metadata } from 'next'
import { cache } from 'react'
import { Frame } from '#components/frame/frame.tsx'
import { HistoryPage, historyLine } from '#components/incident/history-page.tsx'
import { historyWords } from '#components/live/island-words.ts'
import { LocalTimes } from '#components/live/local-times.tsx'
import { plain } from '#components/say.tsx'
import { messagesOf } from '#i18n/index.ts'
import { missingHead, pageHead } from '../../../../head.ts'
import { isSample, type Query, single, startPage, withQuery } from '../../../../start.ts'
import { view } from '../../../../view.ts'
import { begunMonth, severityOf } from '../../../incidents/archive.tsx'
import { UnknownService } from '../unknown.tsx'

type Props = { params: Promise<{ locale: string; slug: string }>; searchParams: Query }

const readHistory = cache(async (slug: string, now: number) => (await view()).readHistory(slug, now))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk, now, nowIso } = await startPage(params)
  const { slug } = await params
  const history = await readHistory(slug, now)
  if (!history) return missingHead(locale)
  const name = history.service.name[locale]
  const title = plain(desk.t, 'history.title', { s: name })
  const description = historyLine({ desk, ...history, now: nowIso })
  return pageHead({
    locale,
    path: `/status/${slug}/history`,
    title,
    description,
    indexed: !(await isSample()),
    image: { path: `/${slug}.png`, alt: desk.t('share.alt', { title }) },
    modified: nowIso,
    crumbs: [
      { name, path: `/status/${slug}` },
      { name: title, path: `/status/${slug}/history` },
    ],
    dataset: {
      name: title,
      description,
      files: [
        { path: `/api/v1/incidents?service=${slug}`, type: 'application/json' },
        { path: `/api/v1/incidents.csv?service=${slug}`, type: 'text/csv' },
      ],
    },
    feed: { slug, name },
  })
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const { slug } = await params
  const history = await readHistory(slug, now)
  if (!history) return <UnknownService t={desk.t} slug={slug} />
  const asked = await searchParams
  const filter = {
    severity: severityOf(single(asked.severity)) ?? '',
    month: begunMonth(single(asked.month), now) ?? '',
  }
  return (
    <Frame t={desk.t} path={withQuery(`/status/${slug}/history`, filter)} sample={await isSample()}>
      <HistoryPage
        desk={desk}
        {...history}
        now={nowIso}
        words={messagesOf(locale, historyWords)}
        filter={filter}
      />
      <LocalTimes locale={locale} messages={messagesOf(locale, ['time'])} now={nowIso} />
    </Frame>
  )
}
