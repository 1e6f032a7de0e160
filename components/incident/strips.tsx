import type { ReactNode } from 'react'
import { minuteMs, type Series } from '#core/bucket.ts'
import { areaPath, stairPath, yMaximum } from '#core/chart/chart.ts'
import { sumsOf } from '#core/record/incident-span.ts'
import { type Strip, totalOf } from '#core/record/incident-strips.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { Time } from '../time.tsx'

/** Rows of the table at most: the whole is in the CSV. */
const mostRows = 16
const height = 100

/** What people reported over time: a small stair for each kind, all on one scale. One figure with one table. */
export function Strips({ desk, strips, series }: { desk: Desk; strips: Strip[]; series: Series }): ReactNode {
  const { t } = desk
  const number = (value: number): string => getNumberFormat(t.tag).format(value)
  const nameOf = ({ problem }: Strip) => (problem === null ? t('incident.notSaid') : t(`problem.${problem}`))
  const buckets = series.reporters.length
  const maximum = Math.max(...strips.map(({ reporters }) => yMaximum(reporters)))
  const from = Date.parse(series.from)
  const isoAt = (bucket: number) => new Date(from + bucket * series.bucketMinutes * minuteMs).toISOString()
  const group = Math.ceil(buckets / mostRows)
  const rows = strips.map(({ reporters }) => sumsOf(reporters, group))
  return (
    <>
      <figure className="strips" aria-labelledby="mix-over-time">
        {strips.map((strip) => (
          <div key={strip.problem}>
            <span>{nameOf(strip)}</span>
            <span className="v">{number(totalOf(strip.reporters))}</span>
            <svg viewBox={`0 0 ${buckets} ${height}`} preserveAspectRatio="none" aria-hidden="true">
              <path className="fill" d={areaPath(strip.reporters, maximum, { height })} />
              <path className="line" d={stairPath(strip.reporters, maximum, { height })} />
            </svg>
          </div>
        ))}
        <p className="strip-ends" dir="ltr" aria-hidden="true">
          <Time desk={desk} at={isoAt(0)} />
          <span lang={desk.locale}>{t('incident.mixScale', { n: maximum, w: series.bucketMinutes })}</span>
          <Time desk={desk} at={isoAt(buckets)} />
        </p>
      </figure>
      <details>
        <summary>{t('incident.mixTable')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section className="wide-table" tabIndex={0} aria-label={t('incident.mixTable')}>
          <table>
            <caption className="vh">{t('incident.mix')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('incident.from')}</th>
                {strips.map((strip) => (
                  <th key={strip.problem} scope="col">
                    {nameOf(strip)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {(rows[0] ?? []).map((_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a table that never changes
                <tr key={index}>
                  <th scope="row">
                    <Time desk={desk} at={isoAt(index * group)} />
                  </th>
                  {rows.map((row, strip) => (
                    <td key={strips[strip]!.problem}>{number(row[index]!)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  )
}
