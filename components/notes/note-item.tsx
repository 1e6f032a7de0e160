import type { ReactNode } from 'react'
import type { NoteView } from '#core/report/note.ts'
import type { Desk } from '../desk.ts'
import { countryNames } from '../service/place-list.tsx'
import { Time } from '../time.tsx'

/** One note: when, where, what, in the writer's words, and what others may say to it. */
export function NoteItem({
  desk,
  note,
  now,
  children,
}: {
  desk: Desk
  note: NoteView
  now: string
  children: ReactNode
}) {
  const { t } = desk
  const { at, country, problem, text } = note
  return (
    <li className="said">
      <p className="sub">
        <Time desk={desk} at={at} form="moment" now={now} />
        {country && <span>{countryNames(t.tag, [country])[country]}</span>}
        {problem && <b>{t(`problem.${problem}`)}</b>}
      </p>
      <p dir="auto">{text}</p>
      {children}
    </li>
  )
}

/** "Same here (38)" */
export const sameWords = ({ t }: Desk, same: number): string =>
  same > 0 ? t('note.sameN', { n: same }) : t('note.same')
