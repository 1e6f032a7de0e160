/** docs/scorecard.md from docs/scorecard.json. Pure: the page says nothing that the figures do not. */

import type { AnchorFigures, Report } from './report.ts'
import type { Alarms, Found, Scorecard } from './score.ts'

const digits = (value: number | null, count: number): string => (value === null ? '–' : value.toFixed(count))
const minutes = (value: number | null): string => digits(value, 1)
/** What is exactly whole is written so; the rest with as few digits as it takes. */
const plain = (value: number | null): string => (value === null ? '–' : String(Number(value.toFixed(3))))

function table(header: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = header.map((_, i) => (i === 0 ? '---' : '---:'))
  return [header, rule, ...rows].map(line).join('\n')
}

const labels: Record<string, string> = {
  plain: 'nothing but chance',
  wave: 'a wave (a quarter to a half more for hours)',
  spam: 'spam by one to five people',
  flash: 'a flash of two to four minutes',
  micro: 'two or three people at once',
  gap: 'a gap in the data',
  holiday: 'a holiday',
  shift: 'a lasting change of level',
}

function foundTable(name: string, groups: Record<string, Found>): string {
  return table(
    [name, 'Outages', 'Recall', 'Delay, median', 'Delay, 90 %', 'Error of end, median', 'Worth'],
    Object.entries(groups).map(([key, one]) => [
      key,
      String(one.outages),
      digits(one.recall, 3),
      minutes(one.delayMedian),
      minutes(one.delayP90),
      minutes(one.endErrorMedian),
      digits(one.utility, 3),
    ]),
  )
}

function alarmTable(name: string, groups: Record<string, Alarms>): string {
  return table(
    [name, 'False alarms', 'per service-week', 'per service-year'],
    Object.entries(groups).map(([key, one]) => [
      labels[key] ?? key,
      String(one.count),
      digits(one.perServiceWeek, 4),
      digits(one.perServiceYear, 2),
    ]),
  )
}

function anchorTable({ anchors }: Report): string {
  const cells = (one: AnchorFigures) => [
    digits(one.composite, 1),
    digits(one.falseAlarmsPerYear, 1),
    digits(one.recall, 2),
  ]
  return table(
    ['Detector', 'Default', 'FA/yr', 'Recall', 'Tuned', 'FA/yr', 'Recall', 'Delay, median', 'Tuned point'],
    anchors
      .toSorted((a, b) => b.tuned.composite - a.tuned.composite)
      .map(({ title, source, default: usual, tuned }) => {
        const { threshold, minimum, bucketMinutes } = tuned.point
        return [
          `${title} (${source})`,
          ...cells(usual),
          ...cells(tuned),
          minutes(tuned.delayMedian),
          `${threshold}, at least ${minimum}, ${bucketMinutes} min`,
        ]
      }),
  )
}

function seedTable({ seeds }: Report): string {
  return table(
    ['Seed', 'Composite', 'Recall', 'Precision', 'FA/yr', 'Repeated', 'Delay, median / 90 %', 'Error of end'],
    seeds.map((one) => [
      `\`${one.seed}\`${one.drawn ? '' : ' (public)'}`,
      `${digits(one.composite, 2)} ± ${digits(one.standardError, 2)}`,
      digits(one.recall, 3),
      digits(one.precision, 3),
      digits(one.falseAlarms.perServiceYear, 2),
      String(one.duplicates),
      `${minutes(one.delayMedian)} / ${minutes(one.delayP90)}`,
      minutes(one.endErrorMedian),
    ]),
  )
}

const breadthRow = (name: string, card: Scorecard): string[] => [
  name,
  digits(card.composite, 2),
  ...[card, card.bySize.small, card.bySize.medium, card.bySize.large, card.bySize.huge].map((one) =>
    digits(one.recall, 3),
  ),
  digits(card.falseAlarms.perServiceYear, 2),
  minutes(card.delayMedian),
]

/** The whole page; ends with a line break. */
export function renderScorecard(report: Report): string {
  const { mean, drawnMean, online, goals } = report
  const agreed =
    online.differences.length === 0 ? 'agreed' : `did NOT agree (${online.differences.length} differences)`
  return `# Scorecard of the detector

Made by \`npm run scorecard\`; do not edit. Rule \`${report.ruleVersion}\`, ${report.services} services a seed.
How it is measured: [bench/detection/README.md](../bench/detection/README.md).
${
  drawnMean
    ? `\nThe drawn seeds are named after commit \`${report.frozenAt}\`, at which the rule's parameters were frozen, and were not\nlooked at before; the public ones were there to develop on. Means, anchors and goals are about all of them. The drawn\nones alone: **${digits(drawnMean.composite, 2)} ± ${digits(drawnMean.standardError, 2)}**.`
    : '\nOnly public seeds were run: the figures prove nothing.'
}

## Goals

${table(
  ['Goal', 'Wanted', 'Measured', 'Holds'],
  goals.map((one) => [one.name, one.wanted, plain(one.measured), one.holds ? 'yes' : '**no**']),
)}

## Composite

Mean **${digits(mean.composite, 2)} ± ${digits(mean.standardError, 2)}**; mature services ${digits(mean.byMaturity.mature, 2)}, young and newborn ones ${digits(mean.byMaturity.young, 2)}. FA/yr: false alarms
per service-year. All times are minutes; ± is one standard error, from a bootstrap over services.

${seedTable(report)}

The detector ran on ${online.services} series of \`${online.seed}\` as they are and cut off at ${online.cuts} times: ${online.incidents} incidents ${agreed}.

## Volume alone, and with breadth

All figures but these are of volume alone: generated series say nothing of networks. On a live site “possible” and “major”
ask for a number of networks besides. If every reporter came from a network of their own, which is the best case:

${table(
  ['Rule', 'Composite', 'Recall', 'small', 'medium', 'large', 'huge', 'FA/yr', 'Delay, median'],
  [breadthRow('Volume alone', mean), breadthRow('With breadth', report.withBreadth)],
)}

## Outages found

${foundTable('Size', mean.bySize)}

${foundTable('Reporters a minute', mean.byRate)}

${foundTable('Course', mean.byType)}

${foundTable('History', mean.byKind)}

## False alarms

${mean.falseAlarms.count} in ${digits(mean.serviceWeeks, 1)} service-weeks: ${digits(mean.falseAlarms.perServiceYear, 2)} per service-year.

${alarmTable('Reporters a minute', mean.falseAlarmsByRate)}

${alarmTable('Put down to', mean.falseAlarmsOn)}

## Other detectors

On the same data, at their usual point and at the best of a grid of points for this very composite on \`dev-1\`.
**This detector: ${digits(mean.composite, 1)}**, ${digits(mean.falseAlarms.perServiceYear, 1)} false alarms a year, recall ${digits(mean.recall, 2)}.

${anchorTable(report)}
`
}
