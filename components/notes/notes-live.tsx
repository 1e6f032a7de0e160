'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { NotePage, NoteView } from '#core/report/note.ts'
import { rememberReported } from '#device/reported.ts'
import type { Desk } from '../desk.ts'
import { fetchNotes, sendFlag, sendSame } from '../report/details-sender.ts'
import { reportedEvent } from '../report/reported.tsx'
import { NoteItem, sameWords } from './note-item.tsx'

const everyMs = 30_000

/** Takes over from what the server drew once it knows as much. */
export function NotesLive({
  children,
  ...props
}: {
  desk: Desk
  slug: string
  now: string
  isSeen: boolean
  children: ReactNode
}) {
  const [first, setFirst] = useState<NotePage | null>(null)
  const { slug } = props
  useEffect(() => {
    void fetchNotes(slug).then(setFirst)
  }, [slug])
  return first ? <Notes {...props} first={first} /> : children
}

/** The notes while somebody looks at them: new ones wait behind a button and never push the page. */
function Notes({
  desk,
  slug,
  first,
  now,
  isSeen,
}: {
  desk: Desk
  slug: string
  first: NotePage
  now: string
  isSeen: boolean
}) {
  const { t, locale } = desk
  const [notes, setNotes] = useState(first.notes)
  const [waiting, setWaiting] = useState<NoteView[]>([])
  const list = useRef<HTMLOListElement>(null)
  const newest = waiting[0]?.id ?? notes[0]?.id
  useEffect(() => {
    if (!isSeen) return
    const look = async (): Promise<void> => {
      if (document.hidden) return
      const found = await fetchNotes(slug, newest)
      if (found?.notes.length) setWaiting((known) => [...found.notes, ...known])
    }
    const timer = setInterval(() => void look(), everyMs)
    return () => clearInterval(timer)
  }, [isSeen, slug, newest])
  const insert = (): void => {
    setNotes([...waiting, ...notes])
    setWaiting([])
    // The button goes; whoever pressed it stands at what it brought.
    list.current?.focus({ preventScroll: true })
  }
  return (
    <>
      {waiting.length > 0 && (
        <button type="button" className="btn news" onClick={insert}>
          {t('note.new', { n: waiting.length })}
        </button>
      )}
      {notes.length === 0 && waiting.length === 0 && <p className="sub">{t('note.none')}</p>}
      <ol className="notes" ref={list} tabIndex={-1} aria-label={t('note.h')}>
        {notes.map((note) => (
          <NoteItem key={note.id} desk={desk} note={note} now={now}>
            <Voices desk={desk} slug={slug} note={note} />
          </NoteItem>
        ))}
      </ol>
      {first.next && (
        <a className="more" href={`/${locale}/status/${slug}/reports`}>
          {t('note.more')}
        </a>
      )}
    </>
  )
}

/** What a reader may say to a note: each once. */
function Voices({ desk, slug, note }: { desk: Desk; slug: string; note: NoteView }) {
  const { t } = desk
  const [same, setSame] = useState(note.same)
  const [said, setSaid] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const act = async (say: () => Promise<string>): Promise<void> => {
    if (isBusy) return
    setBusy(true)
    setSaid(await say())
    setBusy(false)
  }
  const agree = (): Promise<void> =>
    act(async () => {
      const done = await sendSame(slug, note.id)
      if (!done) return 'note.failed'
      setSame(done.same)
      if (done.isNew) {
        rememberReported(slug, Date.now())
        dispatchEvent(new Event(reportedEvent))
      }
      return done.isNew ? 'note.sameSent' : 'note.sameAgain'
    })
  const flag = (): Promise<void> =>
    act(async () => ((await sendFlag(slug, note.id)) ? 'note.flagged' : 'note.failed'))
  return (
    <div className="fld">
      <button type="button" className="plain" aria-disabled={isBusy} onClick={() => void agree()}>
        {sameWords(desk, same)}
      </button>
      <button type="button" className="plain" aria-disabled={isBusy} onClick={() => void flag()}>
        {t('note.flag')}
      </button>
      <span role="status">{said && t(said)}</span>
    </div>
  )
}
