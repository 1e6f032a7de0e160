'use client'
import { useEffect } from 'react'
import { updatesOnlyWhenAsked } from '#device/preferences.ts'

/** Told to the document when such parts were drawn again: their times want the reader's zone. */
export const redrawnEvent = 'desk:redrawn'

/** Told when the page could not be asked for, twice in a row: what it shows grows old. */
const unreachedEvent = 'desk:unreached'

let unanswered = 0

/**
 * Asks for the page itself (one cached copy serves everybody) and puts its marked parts in the place of the old
 * ones. React never draws these parts again, so they may be replaced.
 */
export async function refreshParts(): Promise<void> {
  const answer = await fetch(location.href, {
    cache: 'no-cache',
    headers: { accept: 'text/html' },
  }).catch(() => null)
  unanswered = answer?.ok ? 0 : unanswered + 1
  if (unanswered > 1) document.dispatchEvent(new Event(unreachedEvent))
  if (!answer?.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const [old, next] = [document, fresh].map((one) => [...one.querySelectorAll('[data-live]')])
  if (old?.length !== next?.length) return
  old?.forEach((part, index) => {
    // Whoever has a link in focus there keeps it until the next time.
    if (!part.contains(document.activeElement)) part.replaceChildren(...(next?.[index]?.childNodes ?? []))
  })
  document.dispatchEvent(new Event(redrawnEvent))
}

/** Keeps a list page fresh: draws its marked parts again now and then. */
export function LiveParts({ everySeconds = 15 }: { everySeconds?: number }) {
  useEffect(() => {
    if (updatesOnlyWhenAsked()) return
    const refresh = () => void (document.visibilityState === 'visible' && refreshParts())
    const timer = setInterval(refresh, everySeconds * 1000)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [everySeconds])
  return null
}
