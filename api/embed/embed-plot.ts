import { bucketStart, minuteMs, type Series } from '#core/bucket.ts'
import { plotHeight, yMaximum, yOf } from '#core/chart/chart.ts'
import { type Drawing, drawChart } from '#core/chart/chart-draw.ts'
import { isTrouble } from '#core/status.ts'
import type { StatusSpan } from '#core/view.ts'
import { type Html, html } from '../html.ts'
import type { EmbedData } from './embed-words.ts'

type Counts = Pick<EmbedData, 'spark' | 'state'>

const bucketMinutes = 15

/** The sparkline's numbers as a series that knows counts only. */
function seriesOf({ spark, state }: Counts): Series {
  const buckets = spark.reporters.length
  const current = bucketStart(Date.parse(state.at), bucketMinutes)
  const nothing = spark.reporters.map(() => null)
  return {
    range: '24h',
    bucketMinutes,
    from: new Date(current - (buckets - 1) * bucketMinutes * minuteMs).toISOString(),
    reporters: spark.reporters,
    usual: nothing,
    alert: nothing,
  }
}

/** The open incident as one stretch in the colour the sheet wears. */
const spansOf = ({ state }: Counts): StatusSpan[] =>
  state.incident && isTrouble(state.status)
    ? [{ status: state.status, from: state.incident.startedAt, to: null }]
    : []

/** The scale keeps the alert level in view, so that a quiet day looks quiet. */
const draw = (counts: Counts, series: Series): Drawing =>
  drawChart({
    series,
    spans: spansOf(counts),
    official: [],
    now: Date.parse(counts.state.at),
    zone: 'UTC',
    maximumAtLeast: yMaximum([], [counts.state.alert15m]),
  })

const svg = (columns: number, inside: Html): Html =>
  html`<svg viewBox="0 0 ${columns} ${plotHeight}" preserveAspectRatio="none" aria-hidden="true">${inside}</svg>`

const lines = ({ segments, currentOutline }: Drawing): Html =>
  html`${segments.map(
    ({ status, line }) => html`<path class="${status === 'none' ? 'ln' : 'ln st'}" d="${line}"/>`,
  )}${
    currentOutline
      ? html`<path class="${isTrouble(currentOutline.status) ? 'ln st cur' : 'ln cur'}" d="${currentOutline.path}"/>`
      : null
  }`

/** The small line of a card: complete quarter hours, and the current one dashed, for it is not over. */
export function sparkline(counts: Counts): Html {
  const drawing = draw(counts, seriesOf(counts))
  const { buckets } = drawing
  return svg(buckets, html`<path class="gr" d="M0 ${plotHeight}h${buckets}"/>${lines(drawing)}`)
}

export interface Plot {
  drawing: Html
  /** The moment half-way along the time axis, ms. */
  middle: number
  /** Labels of the y axis, top first, evenly spread. */
  ticks: number[]
  hasIncident: boolean
  hasUsual: boolean
  hasBand: boolean
}

/** The 24 h chart. With a series it knows the usual and alert level of each bucket, else the counts alone. */
export function dayPlot(counts: Counts, series: Series | null): Plot {
  const drawing = draw(counts, series ?? seriesOf(counts))
  const { buckets, maximum, band, bandEdge, usual, groups, segments } = drawing
  const grid = drawing.yTicks.map((tick) => `M0 ${yOf(tick, maximum, plotHeight)}h${buckets}`).join('')
  const inside = html`${
    band ? html`<path class="bd" d="${band}"/><path class="be" d="${bandEdge}"/>` : null
  }${groups.flatMap(({ shades }) =>
    shades.map(({ x, width }) => html`<path class="in" d="M${x} 0h${width}v${plotHeight}h-${width}z"/>`),
  )}<path class="gr" d="${grid}"/>${segments.map(
    ({ status, area }) => html`<path class="${status === 'none' ? 'ar' : 'ar st'}" d="${area}"/>`,
  )}${usual ? html`<path class="us" d="${usual}"/>` : null}${lines(drawing)}`
  return {
    drawing: svg(buckets, inside),
    middle: drawing.from + (buckets / 2) * drawing.bucketMs,
    ticks: drawing.yTicks.reverse(),
    hasIncident: groups.length > 0,
    hasUsual: usual !== '',
    hasBand: band !== '',
  }
}
