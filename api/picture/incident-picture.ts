import type { Series } from '#core/bucket.ts'
import { drawChart } from '#core/chart/chart-draw.ts'
import type { Status } from '#core/status.ts'
import type { IncidentView, OfficialUpdateView } from '#core/view.ts'
import { createClock, durationText, pageZones } from '#i18n/time.ts'
import type { Translator } from '#i18n/translate.ts'
import type { Box } from './box.ts'
import { plotBox } from './plot.ts'
import { sheetBox } from './sheet.ts'
import { plain, said } from './words.ts'

const officialOf = (incident: IncidentView): ({ number: number } & OfficialUpdateView)[] =>
  incident.timeline.flatMap((entry) => (entry.kind === 'official' ? [entry] : []))

/** What is made up, modelled or taken back says so on its picture too. */
function tagOf(t: Translator, incident: IncidentView, sample: boolean): string | null {
  if (incident.falseAlarm) return t('incident.labelFalse')
  if (incident.provenance === 'reconstruction') return t('incident.isReconstruction')
  return sample || incident.provenance === 'sample' ? t('widget.sample') : null
}

const citeRuns = (t: Translator, { link, sha256 }: { link: string; sha256: string }) =>
  said(t, 'share.cite', { link, hash: sha256 })

/**
 * The share image of an incident: its name, when and how long, its peak, and its whole course. With `cite`, its address and the
 * fingerprint of its record stand below. @param now ms
 */
export function incidentPicture(
  t: Translator,
  incident: IncidentView,
  series: Series,
  { sample, now, cite }: { sample: boolean; now: number; cite?: { link: string; sha256: string } },
): Box {
  const clock = createClock(t, pageZones[t.locale])
  const { startedAt, endedAt } = incident
  const at = endedAt ?? new Date(now).toISOString()
  const { confirmed } = incident
  const length = Date.parse(at) - Date.parse(startedAt)
  // Over: it wears the highest status it reached, as its record does.
  const status: Status = endedAt ? incident.worst : incident.status
  const drawing = drawChart({
    series,
    spans: incident.spans,
    official: officialOf(incident),
    now,
    zone: clock.zone,
  })
  const ending = `${endedAt ? 'over' : 'open'}${confirmed ? 'Confirmed' : ''}`
  return sheetBox(t, clock, {
    status,
    label: plain(
      t('share.incident', {
        label: t(confirmed ? 'incident.labelConfirmed' : 'incident.label'),
        state: t(`incident.${ending}`),
      }),
    ),
    lasting: [],
    heading: said(t, `incident.h1${confirmed ? '' : 'Reported'}`, {
      s: incident.service.name[t.locale],
      date: clock.date(startedAt),
    }),
    lede: endedAt
      ? said(t, 'incident.sum', {
          a: clock.moment(startedAt, startedAt),
          b: clock.moment(endedAt, startedAt),
          d: durationText(t, length, 'after'),
          n: incident.peak15m,
        })
      : said(t, 'incident.ongoing', { a: clock.moment(startedAt, at), d: durationText(t, length, 'after') }),
    unit: plain(t('share.unit', { minutes: series.bucketMinutes })),
    // Its peak stands in the sentence, in quarter hours; the curve may have other buckets.
    note: [],
    foot: cite ? citeRuns(t, cite) : [],
    tag: tagOf(t, incident, sample),
    at,
    plot: (size) => plotBox(t, clock, drawing, Date.parse(at), size),
  })
}
