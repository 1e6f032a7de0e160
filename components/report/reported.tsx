'use client'
import { useEffect, useState } from 'react'
import { reportedAt } from '#device/reported.ts'
import type { Desk } from '../desk.ts'

/** Said to the page by a report that is sent elsewhere on it. */
export const reportedEvent = 'desk:reported'

/** When this device reported the service within the hour, ms; null: it did not. */
export function useReported(slug: string): number | null {
  const [at, setAt] = useState(() => reportedAt(slug, Date.now()))
  useEffect(() => {
    const look = () => setAt(reportedAt(slug, Date.now()))
    addEventListener(reportedEvent, look)
    return () => removeEventListener(reportedEvent, look)
  }, [slug])
  return at
}

/** "You reported at 14:41": what the page, the same for everybody, did not know. Otherwise what it says to all. */
export function Reported({ desk: { t, clock }, slug }: { desk: Desk; slug: string }) {
  const at = useReported(slug)
  return at === null ? t('report.anon') : t('report.mine', { t: clock.time(at) })
}
