import type { NotePage } from '#core/report/note.ts'
import type { Desk } from '../desk.ts'
import { NoteList } from './note-list.tsx'

/** Reports as they come in, as the server draws them: ten, and the way to the rest. */
export function NotesBlock({
  desk,
  slug,
  page,
  now,
}: {
  desk: Desk
  slug: string
  page: NotePage
  now: string
}) {
  return (
    <>
      <NoteList desk={desk} slug={slug} notes={page.notes} now={now} />
      {page.next && (
        <a className="more" href={`/${desk.locale}/status/${slug}/reports`}>
          {desk.t('note.more')}
        </a>
      )}
    </>
  )
}
