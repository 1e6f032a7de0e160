import type { ReactNode } from 'react'
import { shiftMonth } from '#core/record/history.ts'
import type { Desk } from '../desk.ts'

// What lists of incidents are narrowed by: plain forms and links, answered with the page of what was chosen.

/** Noon in the middle of the month: the same month in every zone. */
export const within = (month: string): string => `${month}-15T12:00:00Z`

/** "?severity=major" of what is set; nothing of what is empty. */
export function queryOf(filter: object): string {
  const given = Object.entries(filter).filter(([, value]) => value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][])}`
}

export function Choice({
  desk,
  name,
  chosen,
  options,
}: {
  desk: Desk
  name: string
  chosen: string
  options: [value: string, text: string][]
}): ReactNode {
  return (
    <label>
      {desk.t(`archive.${name}`)}
      <select name={name} defaultValue={chosen}>
        <option value="">{desk.t('archive.all')}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

export const SeverityChoice = ({ desk, chosen }: { desk: Desk; chosen: string }): ReactNode => (
  <Choice
    desk={desk}
    name="severity"
    chosen={chosen}
    options={(['major', 'possible'] as const).map((word) => [word, desk.t(`status.${word}`)])}
  />
)

/** The twelve months up to `current`, newest first. */
export const lastMonths = (current: string): string[] =>
  Array.from({ length: 12 }, (_, back) => shiftMonth(current, -back))

/** A year of months as links, the one that is shown marked. */
export function MonthLinks({
  desk,
  current,
  shown,
  hrefOf,
}: {
  desk: Desk
  /** The month that is running. */
  current: string
  /** '' where all are shown. */
  shown: string
  hrefOf(month: string): string
}): ReactNode {
  return (
    <nav className="links months" aria-label={desk.t('archive.allMonths')}>
      {lastMonths(current).map((month) => (
        <a key={month} href={hrefOf(month)} aria-current={month === shown ? 'page' : undefined}>
          {desk.clock.month(within(month))}
        </a>
      ))}
    </nav>
  )
}
