'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Messages } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { useLater } from '../live/use-later.ts'

const fetchCode = async () => {
  const { NotesLive } = await import('./notes-live.tsx')
  return NotesLive
}

/** Server-drawn notes that come to life once they are on the screen. */
export function LiveNotes({
  desk,
  messages,
  zone,
  slug,
  now,
  children,
}: {
  desk: Desk
  messages: Messages
  zone: string
  slug: string
  now: string
  children: ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(false)
  const { part: Live, desk: full, load } = useLater(desk, messages, zone, fetchCode)
  useEffect(() => {
    const seen = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting ?? false))
    if (box.current) seen.observe(box.current)
    return () => seen.disconnect()
  }, [])
  useEffect(() => {
    if (isSeen) load()
  }, [isSeen, load])
  return (
    <div ref={box}>
      {Live && full ? (
        <Live {...{ slug, now, isSeen }} desk={full}>
          {children}
        </Live>
      ) : (
        children
      )}
    </div>
  )
}
