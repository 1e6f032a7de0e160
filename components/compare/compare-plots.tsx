import { drawChart } from '#core/chart/chart-draw.ts'
import { commonMaximum, timesSeries } from '#core/compare/compare.ts'
import type { CompareEntry, CompareView } from '#core/compare/view-compare.ts'
import { isTrouble } from '#core/status.ts'
import { getNumberFormat, type Messages } from '#i18n/translate.ts'
import type { ChartContext } from '../chart/context.ts'
import { Plot } from '../chart/plot.tsx'
import { perText } from '../chart/reading-text.ts'
import type { Desk } from '../desk.ts'
import { CompareReader } from './compare-reader.tsx'
import { type Compared, ComparedReadout } from './reading.tsx'
import type { Unit } from './unit.ts'

const noNotes = { onset: null, peak: null, bracket: null }

/** One below the other on the same time axis: in times usual on one scale, in reports each on its own. */
export function ComparePlots({
  desk,
  view,
  unit,
  now,
  words,
}: {
  desk: Desk
  view: CompareView
  unit: Unit
  now: number
  /** Of the reader, for the browser. */
  words: Messages
}) {
  const { t, clock, locale } = desk
  const context: ChartContext = { t, zone: clock.zone, now }
  const drawn = view.services.map((entry) => ({
    entry,
    series: unit === 'times' ? timesSeries(entry.series) : entry.series,
  }))
  const maximumAtLeast = unit === 'times' ? commonMaximum(drawn.map(({ series }) => series)) : undefined
  const first = drawn[0]!.series
  const isTroubled = view.services.some(({ state }) => isTrouble(state.status))
  const compared: Compared = {
    range: view.range,
    from: Date.parse(first.from),
    bucketMinutes: first.bucketMinutes,
    buckets: first.reporters.length,
    // The latest complete bucket; the running one where only it knows of trouble.
    rest: Math.max(0, first.reporters.length - (isTroubled ? 1 : 2)),
    unit,
    rows: drawn.map(({ entry: { service }, series }) => ({
      slug: service.slug,
      name: service.name[locale],
      values: series.reporters,
    })),
  }
  return (
    <div className="report-chart compare-plots">
      <CompareReader {...{ locale, words, now, compared }} zone={clock.zone}>
        <ComparedReadout context={context} compared={compared} index={compared.rest} />
      </CompareReader>
      {drawn.map(({ entry, series }) => {
        const { service, state, spans } = entry
        const drawing = drawChart({
          series,
          spans,
          official: [],
          now,
          zone: clock.zone,
          calm: state.status === 'unknown' ? 'unknown' : 'none',
          maximumAtLeast,
        })
        return (
          <figure key={service.slug} className={`st-${state.status}`}>
            <figcaption>
              <b>
                <bdi>{service.name[locale]}</bdi>
              </b>{' '}
              <span>{highest(desk, entry, series.reporters, unit)}</span>
            </figcaption>
            <div className="plot-frame" dir="ltr">
              <Plot
                context={context}
                drawing={{ ...drawing, notes: { narrow: noNotes, wide: noNotes }, told: null }}
                id={`plot-${service.slug}`}
                operator={null}
              />
            </div>
          </figure>
        )
      })}
    </div>
  )
}

/** The plot in words: its highest complete bucket, and in trouble the running one if it is higher. */
function highest(
  { t }: Desk,
  { series, state }: CompareEntry,
  values: (number | null)[],
  unit: Unit,
): string {
  const counted = isTrouble(state.status) ? values : values.slice(0, -1)
  const complete = counted.filter((value) => value !== null)
  const most = Math.max(0, ...complete)
  if (unit === 'times' && complete.length === 0) return t('compare.learning')
  if (most === 0) return t('compare.plotNone')
  if (unit === 'reports')
    return `${t('compare.plotReports', { n: most })} ${perText(t, series.bucketMinutes)}`
  return t('compare.plotTimes', { x: getNumberFormat(t.tag).format(most < 10 ? most : Math.round(most)) })
}
