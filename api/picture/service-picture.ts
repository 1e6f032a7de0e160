import { drawChart } from '#core/chart/chart-draw.ts'
import type { ServiceView } from '#core/view.ts'
import { spokenOf } from '#i18n/closed.ts'
import { createClock, pageZones } from '#i18n/time.ts'
import type { Translator } from '#i18n/translate.ts'
import type { Line } from '#i18n/verdict.ts'
import type { Box } from './box.ts'
import { plotBox } from './plot.ts'
import { sheetBox } from './sheet.ts'
import { plain, type Run, said } from './words.ts'

/** The share image of a service: what its page says, with the same words, from the same numbers. */
export function servicePicture(t: Translator, view: ServiceView): Box {
  const { state, series, spans, official, sample } = view
  const clock = createClock(t, pageZones[t.locale])
  const now = Date.parse(state.at)
  const line = ({ key, values, at }: Line): Run[] =>
    said(t, key, { ...values, t: at ? clock.moment(at, state.at) : '' })
  const spoken = spokenOf(t, view)
  const drawing = drawChart({
    series,
    spans,
    official,
    now,
    zone: clock.zone,
    calm: state.status === 'unknown' && state.unknownReason !== 'stale' ? 'unknown' : 'none',
  })
  // What speaks to the reader of the page ("your report helps") is no part of a picture.
  const lede = spoken.lede.filter(({ key }) => key !== 'verdict.yours')
  const peak = drawing.peak
  return sheetBox(t, clock, {
    status: state.status,
    label: plain(t(spoken.label)),
    lasting: spoken.lasting ? line(spoken.lasting) : [],
    heading: line(spoken.heading),
    lede: lede.flatMap(line),
    unit: plain(t('share.unit', { minutes: series.bucketMinutes })),
    // In the first minutes the highest full quarter hour is an old one, and would belittle what is going on.
    note:
      peak && peak.value >= state.reports15m
        ? said(t, 'share.peak', { n: peak.value, t: clock.moment(peak.at, state.at) })
        : [],
    tag: sample ? t('widget.sample') : null,
    at: state.at,
    plot: (size) => plotBox(t, clock, drawing, now, size),
  })
}
