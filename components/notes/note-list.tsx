import { formTokenPlaceholder } from '#core/report/form-token.ts'
import type { NoteView } from '#core/report/note.ts'
import type { Desk } from '../desk.ts'
import { NoteItem, sameWords } from './note-item.tsx'

/** Notes with plain forms: what everybody gets first, and all there is without script. */
export function NoteList({
  desk,
  slug,
  notes,
  now,
}: {
  desk: Desk
  slug: string
  notes: NoteView[]
  now: string
}) {
  const { t, locale } = desk
  if (notes.length === 0) return <p className="nothing">{t('note.none')}</p>
  const action = (id: string, act: string) => `/${locale}/status/${slug}/notes/${id}/${act}`
  return (
    <ol className="notes">
      {notes.map((note) => (
        <NoteItem key={note.id} desk={desk} note={note} now={now}>
          <form className="fld" method="post">
            <input type="hidden" name="token" value={formTokenPlaceholder} />
            <button type="submit" className="plain" formAction={action(note.id, 'same')}>
              {sameWords(desk, note.same)}
            </button>
            <button type="submit" className="plain" formAction={action(note.id, 'flag')}>
              {t('note.flag')}
            </button>
          </form>
        </NoteItem>
      ))}
    </ol>
  )
}
