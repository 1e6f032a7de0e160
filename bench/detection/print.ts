import type { Scorecard } from './score.ts'

const number = (value: number | null, digits: number): string =>
  value === null ? '-' : value.toFixed(digits)
const percent = (value: number | null): string => (value === null ? '-' : `${(100 * value).toFixed(1)} %`)

/** Columns side by side, the first to the left and the others to the right. */
function table(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
  )
}

/** A scorecard for the terminal. */
export function printScorecard(card: Scorecard): string {
  const { composite, standardError, falseAlarms, byMaturity } = card
  const alarms = Object.entries(card.falseAlarmsOn).filter(([, { count }]) => count > 0)
  const groups = [...Object.entries(card.bySize), ...Object.entries(card.byRate)]
  return [
    `composite       ${composite} ± ${standardError}   (mature ${byMaturity.mature}, young ${byMaturity.young})`,
    `recall          ${percent(card.recall)}, precision ${percent(card.precision)}, ${card.duplicates} repeated`,
    `false alarms    ${falseAlarms.count} = ${falseAlarms.perServiceYear} a service-year`,
    `   put down to  ${alarms.map(([kind, { count }]) => `${kind} ${count}`).join(', ') || 'nothing'}`,
    `delay           median ${number(card.delayMedian, 1)}, 90 % ${number(card.delayP90, 1)} minutes`,
    `error of end    median ${number(card.endErrorMedian, 1)} minutes`,
    '',
    ...table([
      ['class', 'outages', 'recall', 'delay', '90 %', 'worth'],
      ...groups.map(([name, one]) => [
        name,
        String(one.outages),
        percent(one.recall),
        number(one.delayMedian, 1),
        number(one.delayP90, 1),
        number(one.utility, 3),
      ]),
    ]),
  ].join('\n')
}
