import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { NotFound } from '#components/frame/not-found.tsx'
import { ArchivePage, monthTitle } from '#components/incident/archive-page.tsx'
import { LocalTimes } from '#components/live/local-times.tsx'
import { messagesOf } from '#i18n/index.ts'
import { missingHead, pageHead } from '../../head.ts'
import { isSample, type PageStart, single, withQuery } from '../../start.ts'
import { view } from '../../view.ts'

/** The archive under both of its addresses: the running month, and any month that has begun. */

type Asked = Record<string, string | string[] | undefined>

export const monthPattern = /^20\d\d-(0[1-9]|1[0-2])$/
const mostShown = 500

export const currentMonth = (now: number): string => new Date(now).toISOString().slice(0, 7)

/** null: the month has not begun, or is none. */
export const begunMonth = (month: string, now: number): string | null =>
  monthPattern.test(month) && month <= currentMonth(now) ? month : null

const pathOf = (month: string, now: number): string =>
  month === currentMonth(now) ? '/incidents' : `/incidents/${month.replace('-', '/')}`

export async function archiveHead({ locale, desk, now }: PageStart, month: string | null): Promise<Metadata> {
  if (!month) return missingHead(locale)
  const title = monthTitle(desk, month)
  return pageHead({
    locale,
    path: pathOf(month, now),
    title,
    description: desk.t('incident.listDescription', { month: desk.clock.month(`${month}-15T12:00:00Z`) }),
    indexed: !(await isSample()),
  })
}

/** The slug of what was typed: a slug itself, or the best match of a name. */
async function slugOf(asked: string, now: number): Promise<string> {
  if (asked === '') return ''
  const [found] = await (await view()).search(asked.replaceAll('-', ' '), 1, now)
  return found?.service.slug ?? asked.toLowerCase().replaceAll(' ', '-')
}

export const severityOf = (asked: string) => (asked === 'major' || asked === 'possible' ? asked : undefined)

export async function Archive({
  start: { locale, desk, now, nowIso },
  month,
  query,
}: {
  start: PageStart
  month: string | null
  query: Asked
}) {
  if (!month) return <NotFound t={desk.t} sample={await isSample()} />
  const store = await view()
  const country = single(query.country)
  const filter = {
    service: await slugOf(single(query.service), now),
    category: single(query.category),
    country: /^[A-Z]{2}$/.test(country) ? country : '',
    severity: severityOf(single(query.severity)) ?? '',
  }
  const [incidents, categories] = await Promise.all([
    store.listIncidents(
      {
        month,
        limit: mostShown,
        ...(filter.service && { slug: filter.service }),
        ...(filter.category && { category: filter.category }),
        ...(filter.country && { country: filter.country }),
        severity: severityOf(filter.severity),
      },
      now,
    ),
    store.listCategories(now),
  ])
  return (
    <Frame t={desk.t} path={withQuery(pathOf(month, now), filter)} sample={await isSample()}>
      <ArchivePage
        desk={desk}
        month={month}
        current={currentMonth(now)}
        filter={filter}
        incidents={incidents}
        categories={categories}
        now={nowIso}
      />
      <LocalTimes locale={locale} messages={messagesOf(locale, ['time'])} now={nowIso} />
    </Frame>
  )
}
