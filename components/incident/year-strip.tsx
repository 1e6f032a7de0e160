'use client'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useMemo, useState } from 'react'
import type { Locale } from '#core/locale.ts'
import { type DayMark, dayMs, type MonthMarks } from '#core/record/history.ts'
import { createTranslator, type Messages } from '#i18n/translate.ts'
import { deskOn } from '../desk.ts'
import { useIsAlive } from '../use-alive.ts'

const columns = 31
/** A row's height and what a full mark takes of it, in the drawing's units. */
const [rowHeight, full] = [20, 14]

/** Boxes of one kind: months are rows, days are columns. */
const boxes = (months: MonthMarks[], kind: DayMark, height: number): string =>
  months
    .flatMap(({ days }, row) =>
      days.map((mark, day) =>
        mark === kind ? `M${day + 0.08} ${row * rowHeight + 17}v${-height}h.84v${height}z` : '',
      ),
    )
    .join('')

/** Days that nobody watched are struck through: not by colour alone. */
const hatches = (months: MonthMarks[]): string =>
  months
    .flatMap(({ days }, row) =>
      days.map((mark, day) =>
        mark === null ? `M${day + 0.1} ${row * rowHeight + 16}l.3 -10m.2 10l.3 -10` : '',
      ),
    )
    .join('')

const ground = (months: MonthMarks[]): string =>
  months.map(({ days }, row) => `M0 ${row * rowHeight + 17.5}h${days.length}`).join('')

/**
 * A year of days, a row for each month. One native range input reads it: arrows by day, Page Up and Page Down by
 * month, Enter opens the day in the list below. Without script the list is all there is to it.
 */
export function YearStrip({
  locale,
  words,
  months,
  counts,
}: {
  locale: Locale
  words: Messages
  months: MonthMarks[]
  /** Incidents that began on a day ("2026-03-17"). */
  counts: Record<string, number>
}): ReactNode {
  const t = useMemo(() => createTranslator(locale, words), [locale, words])
  // Days are those of UTC for everybody, as the marks are.
  const { clock } = useMemo(() => deskOn(t, 'UTC'), [t])
  const isAlive = useIsAlive()
  const marks = months.flatMap(({ days }) => days)
  const first = Date.parse(`${months[0]!.month}-01T00:00:00Z`)
  const [chosen, setChosen] = useState(marks.length - 1)
  const iso = (index: number) => new Date(first + index * dayMs).toISOString().slice(0, 10)
  const clamp = (index: number) => Math.min(Math.max(index, 0), marks.length - 1)
  const rowOf = (index: number) => months.findIndex(({ month }) => month === iso(index).slice(0, 7))

  const tell = (index: number): string => {
    const mark = marks[index] ?? null
    const date = clock.date(`${iso(index)}T12:00:00Z`)
    if (mark === null) return t('history.dayUnseen', { date })
    if (mark === 'none') return t('history.dayNone', { date })
    return t('history.day', { date, n: counts[iso(index)] ?? 0, worst: t(`status.word.${mark}`) })
  }
  const open = (index: number) => {
    const target = document.getElementById(`d-${iso(index)}`)
    target?.focus()
    target?.scrollIntoView({ block: 'start' })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const row = rowOf(chosen)
    const day = Number(iso(chosen).slice(8)) - 1
    const inMonth = (to: number) => {
      const days = months[Math.min(Math.max(to, 0), months.length - 1)]!
      const start = (Date.parse(`${days.month}-01T00:00:00Z`) - first) / dayMs
      return start + Math.min(day, days.days.length - 1)
    }
    if (event.key === 'PageUp') setChosen(inMonth(row - 1))
    else if (event.key === 'PageDown') setChosen(inMonth(row + 1))
    else if (event.key === 'Enter') open(chosen)
    else return
    event.preventDefault()
  }
  const dayAt = (event: PointerEvent<HTMLInputElement>): number => {
    const box = event.currentTarget.getBoundingClientRect()
    const row = Math.min(
      months.length - 1,
      Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * months.length)),
    )
    const start = (Date.parse(`${months[row]!.month}-01T00:00:00Z`) - first) / dayMs
    const day = Math.floor(((event.clientX - box.left) / box.width) * columns)
    return clamp(start + Math.min(Math.max(day, 0), months[row]!.days.length - 1))
  }

  return (
    <>
      <div className="year">
        <p className="year-scale" dir="ltr" aria-hidden="true">
          {[1, 11, 21, 31].map((day) => (
            <span key={day}>{day}</span>
          ))}
        </p>
        <ol aria-hidden="true">
          {months.map(({ month }) => (
            <li key={month}>{t(`time.m${Number(month.slice(5))}`)}</li>
          ))}
        </ol>
        <div dir="ltr">
          <svg
            viewBox={`0 0 ${columns} ${months.length * rowHeight}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <path className="ground" d={ground(months)} />
            <path className="unseen" d={hatches(months)} />
            <path className="possible" d={boxes(months, 'possible', full / 2)} />
            <path className="major" d={boxes(months, 'major', full)} />
          </svg>
          {isAlive && (
            <>
              <input
                type="range"
                min={0}
                max={marks.length - 1}
                step={1}
                value={chosen}
                aria-label={t('history.strip')}
                aria-valuetext={tell(chosen)}
                onChange={(event) => {
                  // A pointer has said its day by where it is: the strip has rows, a range input has none.
                  if (!event.currentTarget.matches(':active')) setChosen(event.currentTarget.valueAsNumber)
                }}
                onPointerMove={(event) => setChosen(dayAt(event))}
                onPointerDown={(event) => setChosen(dayAt(event))}
                onClick={() => open(chosen)}
                onKeyDown={onKeyDown}
              />
              <i
                style={{
                  left: `${((Number(iso(chosen).slice(8)) - 1) / columns) * 100}%`,
                  top: `${(rowOf(chosen) / months.length) * 100}%`,
                  width: `${100 / columns}%`,
                  height: `${100 / months.length}%`,
                }}
              />
            </>
          )}
        </div>
      </div>
      <p className="year-reading" aria-hidden="true">
        {isAlive && tell(chosen)}
      </p>
    </>
  )
}
