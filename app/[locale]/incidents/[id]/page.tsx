import type { Metadata } from 'next'
import { cache } from 'react'
import { Frame } from '#components/frame/frame.tsx'
import { NotFound } from '#components/frame/not-found.tsx'
import { PrintFoot } from '#components/frame/print-foot.tsx'
import { IncidentPage } from '#components/incident/incident-page.tsx'
import { incidentName, incidentSummary } from '#components/incident/incident-text.ts'
import { plainLine } from '#components/line.tsx'
import { incidentWords, replayWords } from '#components/live/island-words.ts'
import { LocalTimes } from '#components/live/local-times.tsx'
import { minuteMs } from '#core/bucket.ts'
import { falseAlarmDays, reopenMinutes } from '#core/figures.ts'
import { replaySpan } from '#core/record/incident-span.ts'
import { messagesOf } from '#i18n/index.ts'
import { citedOf } from '#store/view/view-incident-detail.ts'
import { missingHead, pageHead, siteOrigin } from '../../../head.ts'
import { isSample, noteIdOf, type Query, single, startPage } from '../../../start.ts'
import { view } from '../../../view.ts'

type Props = { params: Promise<{ locale: string; id: string }>; searchParams: Query }

const notesPerPage = 10

const readIncident = cache(async (id: string, now: number) => (await view()).readIncidentDetail(id, now))

const dayMs = 86_400_000

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk, now, nowIso } = await startPage(params)
  const { id } = await params
  const incident = await readIncident(id, now)
  if (!incident) return missingHead(locale)
  const { service, startedAt, endedAt, peak15m } = incident
  const title = plainLine(desk, incidentName(desk, incident, 'title'), nowIso)
  const description = incidentSummary(desk, incident, nowIso)
  return pageHead({
    locale,
    path: `/incidents/${id}`,
    title,
    description,
    image: { path: `/i/${id}.png`, alt: desk.t('share.alt', { title }) },
    modified: endedAt ?? nowIso,
    isLasting: endedAt !== null && now - Date.parse(endedAt) > reopenMinutes * minuteMs,
    crumbs: [
      { name: service.name[locale], path: `/status/${service.slug}` },
      { name: title, path: `/incidents/${id}` },
    ],
    dataset: {
      name: title,
      description,
      period: `${startedAt}/${endedAt ?? '..'}`,
      files: [
        { path: `/api/v1/incidents/${id}`, type: 'application/json' },
        { path: `/api/v1/incidents/${id}/minutes.csv`, type: 'text/csv' },
      ],
    },
    labels: [[desk.t('share.peakLabel'), String(peak15m)]],
    feed: { slug: service.slug, name: service.name[locale] },
    // Made-up incidents are no news, and false alarms are not for long: both are kept for the record.
    indexed:
      incident.provenance !== 'sample' &&
      !(incident.falseAlarm && now - Date.parse(incident.falseAlarm.at) > falseAlarmDays * dayMs) &&
      !(await isSample()),
  })
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const { id } = await params
  const incident = await readIncident(id, now)
  if (!incident) return <NotFound t={desk.t} sample={await isSample()} />
  const url = `${await siteOrigin()}/${locale}/incidents/${id}`
  const before = noteIdOf(single((await searchParams).before))
  const span = {
    from: Date.parse(incident.startedAt),
    to: incident.endedAt ? Date.parse(incident.endedAt) : now,
  }
  const said = await (await view())
    .listNotes(incident.service.slug, { before, span, limit: notesPerPage }, now)
    .catch(() => null)
  return (
    <Frame
      t={desk.t}
      path={`/incidents/${id}`}
      sample={await isSample()}
      foot={<PrintFoot desk={desk} url={url} at={nowIso} />}
    >
      <IncidentPage
        desk={desk}
        incident={incident}
        now={nowIso}
        url={url}
        sha256={citedOf(incident).sha256}
        replay={replaySpan(incident, now)}
        said={{ page: said, before }}
        words={{ chart: messagesOf(locale, incidentWords), replay: messagesOf(locale, replayWords) }}
      />
      <LocalTimes locale={locale} messages={messagesOf(locale, ['time'])} now={nowIso} />
    </Frame>
  )
}
