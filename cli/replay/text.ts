import type { Locale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { namedBy } from './play.ts'
import { isWorthTelling, type ReconstructionReport, type ServiceReport } from './report.ts'
import { type Words, wordsOf } from './words.ts'

/** Reports as lines for the terminal. */

/** Times as HH:MM; on a later day than the first one with the days between, as "00:36 +1". */
function clockFrom(firstDay: string): (at: string) => string {
  const day = (at: string) => Date.parse(at.slice(0, 10)) / 86_400_000
  return (at) => {
    const later = day(at) - day(firstDay)
    return at.slice(11, 16) + (later > 0 ? ` +${later}` : '')
  }
}

/** One reconstruction at length. */
export function longText(report: ReconstructionReport, lang: Locale): string {
  const words = wordsOf(lang)
  const clock = clockFrom(firstDayOf(report))
  const told = report.services.filter(isWorthTelling)
  const quiet = report.services.length - told.length
  return [
    report.title,
    `${report.label}.`,
    words.frame({
      source: report.shapeSource,
      confidence: report.shapeConfidence,
      scale: report.scale,
      rule: report.ruleVersion,
    }),
    report.note,
    '',
    words.published,
    ...report.anchors.map(
      ({ at, confidence, fact, source }) => `  ${clock(at).padEnd(8)} ${confidence}  ${fact}  [${source}]`,
    ),
    '',
    words.official,
    ...report.official.map(
      ({ at, confidence, stage, body }) => `  ${clock(at).padEnd(8)} ${confidence}  ${stage}: ${body}`,
    ),
    '',
    words.said,
    ...told.flatMap((service) => serviceLines(service, clock, lang)),
    ...(quiet > 0 ? ['', `  ${words.quiet(quiet)}`] : []),
  ].join('\n')
}

const firstDayOf = ({ anchors, official, services }: ReconstructionReport): string =>
  [...anchors, ...official, ...services.flatMap(({ changes }) => changes)].map(({ at }) => at).sort()[0]!

function serviceLines(service: ServiceReport, clock: (at: string) => string, lang: Locale): string[] {
  const words = wordsOf(lang)
  const { onset, reached, delay, official, leadMinutes } = service
  const t = translatorOf(lang)
  const beside = (at: string): string[] => [
    ...(at === reached.possible && delay.possible !== null ? [words.after(delay.possible)] : []),
    ...(at === reached.major && at !== reached.possible && delay.major !== null
      ? [words.after(delay.major)]
      : []),
    ...(at === reached.possible && leadMinutes !== null
      ? [words.lead(leadMinutes, clock(official!.at), official!.confidence)]
      : []),
  ]
  const changes = service.changes.map(({ at, to, words: sentences }) => ({
    at,
    said: `${[t(`status.word.${to}`), ...beside(at)].join(words.comma)}\n             ${sentences.join(' ')}`,
  }))
  return [
    '',
    `  ${service.name}: ${onset ? words.rise(clock(onset)) : words.quietInModel} (${service.assumed})`,
    ...[...changes, ...hintLines(service, words)]
      .sort((one, other) => one.at.localeCompare(other.at))
      .map(({ at, said }) => `    ${clock(at).padEnd(8)} ${said}`),
  ]
}

/** A hint as it appears, as its numbers are largest, and as it goes. */
const hintLines = ({ hints }: ServiceReport, words: Words) =>
  hints.flatMap(({ from, until, fullestAt, words: { first, fullest } }) => [
    { at: from, said: `${words.hintIs} ${first}` },
    ...(fullestAt === from ? [] : [{ at: fullestAt, said: `${words.hintAtMost} ${fullest}` }]),
    { at: until, said: words.hintEnds },
  ])

/** All reconstructions in one table. */
export function shortText(reports: ReconstructionReport[], lang: Locale): string {
  const words = wordsOf(lang)
  const { columns } = words
  const head = [
    columns.service,
    columns.onset,
    columns.possible,
    columns.major,
    columns.recovering,
    columns.none,
    columns.official,
    columns.lead,
    columns.hint,
  ]
  const sections = reports.map((report) => {
    const told = report.services.filter(isWorthTelling)
    return {
      title: `${report.title} (${report.name}, ${report.shapeConfidence})`,
      rows: told.map((service) => tableRow(service, clockFrom(firstDayOf(report)), words)),
      quiet: report.services.length - told.length,
    }
  })
  const widths = head.map((name, i) =>
    Math.max(name.length, ...sections.flatMap(({ rows }) => rows.map((row) => row[i]!.length))),
  )
  const line = (cells: string[]) =>
    `  ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')}`.trimEnd()
  return [
    `${words.label}.`,
    words.legend,
    '',
    line(head),
    ...sections.flatMap(({ title, rows, quiet }) => [
      '',
      title,
      ...rows.map(line),
      ...(quiet > 0 ? [`  ${words.quiet(quiet)}`] : []),
    ]),
  ].join('\n')
}

function tableRow(service: ServiceReport, clock: (at: string) => string, words: Words): string[] {
  const { slug, onset, reached, delay, official, leadMinutes, hints } = service
  const time = (at: string | null) => (at === null ? '-' : clock(at))
  const signed = (minutes: number | null) =>
    minutes === null ? '' : ` (${minutes < 0 ? '' : '+'}${minutes})`
  return [
    slug,
    time(onset),
    time(reached.possible) + signed(delay.possible),
    time(reached.major) + signed(delay.major),
    time(reached.recovering),
    time(reached.none),
    official ? `${clock(official.at)} ${official.confidence}` : '-',
    leadMinutes === null ? '-' : String(leadMinutes),
    onset === null ? words.quietInModel : hints.map(hintCell).join(', '),
  ]
}

const hintCell = ({ fullest }: ServiceReport['hints'][number]): string =>
  fullest.kind === 'collateral'
    ? `${Math.round(fullest.reporters15m)} : ${Math.round(fullest.leaderReporters15m)} ${namedBy(fullest)}`
    : `${fullest.rose}/${fullest.of} ${namedBy(fullest)}`
