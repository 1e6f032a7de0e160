import type { ReactNode } from 'react'
import type { IncidentDetail } from '#core/record/incident-detail.ts'
import type { NotePage } from '#core/report/note.ts'
import type { Desk } from '../desk.ts'
import { NoteItem } from '../notes/note-item.tsx'
import { PartFailed } from '../service/part-failed.tsx'

/** What people wrote to their reports while it lasted, as far as it is still kept: a day, or until its end. */
export function Said({
  desk,
  incident,
  page,
  before,
  now,
}: {
  desk: Desk
  incident: IncidentDetail
  /** null: it cannot be read now. */
  page: NotePage | null
  /** Older ones than this note are shown; absent: the newest. */
  before: string | undefined
  now: string
}): ReactNode {
  const { t, locale } = desk
  const path = `/${locale}/incidents/${incident.id}`
  const notes = page?.notes ?? []
  return (
    <section aria-labelledby="said">
      <h2 className="h2" id="said">
        {t('incident.said')}
      </h2>
      {page === null && <PartFailed desk={desk} page={path} place="said" now={now} />}
      <p className="sub">
        {page &&
          t(
            notes.length > 0 ? 'incident.saidSub' : incident.endedAt ? 'incident.saidNone' : 'note.none',
          )}{' '}
        {t('incident.saidKept')}
      </p>
      {notes.length > 0 && (
        <ol className="notes">
          {notes.map((note) => (
            <NoteItem key={note.id} desk={desk} note={note} now={incident.startedAt}>
              {note.same > 0 && <p className="sub">{t('note.sameN', { n: note.same })}</p>}
            </NoteItem>
          ))}
        </ol>
      )}
      {(page?.next || before) && (
        <nav className="turn" aria-label={t('incident.said')}>
          {page?.next && (
            <a className="more" href={`${path}?before=${page.next}#said`}>
              {t('note.older')}
            </a>
          )}
          {before && (
            <a className="more" href={`${path}#said`}>
              {t('note.newest')}
            </a>
          )}
        </nav>
      )}
    </section>
  )
}
