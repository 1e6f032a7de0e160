'use client'
import { useEffect, useState } from 'react'
import type { Desk } from '../desk.ts'
import { say } from '../say.tsx'
import { useReported } from './reported.tsx'

/**
 * On phones the button follows whoever has not reported once the form has scrolled away. Only with script: without it,
 * it could not tell.
 */
export function ReportBar({
  desk,
  slug,
  name,
  onReport,
}: {
  desk: Desk
  slug: string
  name: string
  onReport: () => void
}) {
  const [isShown, setShown] = useState(false)
  const reported = useReported(slug)
  useEffect(() => {
    const form = document.querySelector('form.report')
    if (!form) return
    const seen = new IntersectionObserver(([entry]) =>
      setShown(entry !== undefined && !entry.isIntersecting && entry.boundingClientRect.bottom < 0),
    )
    seen.observe(form)
    return () => seen.disconnect()
  }, [])
  if (!isShown || reported) return null
  const report = (): void => {
    // The answer stands where the form was; the person is taken there.
    document.getElementById('answer')?.scrollIntoView()
    onReport()
  }
  return (
    <div className="report-bar">
      <button type="button" className="go" onClick={report}>
        <span>{say(desk.t, 'report.go', { s: name })}</span>
      </button>
    </div>
  )
}
