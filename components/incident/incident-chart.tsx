'use client'
import { useEffect, useMemo, useState } from 'react'
import type { Locale } from '#core/locale.ts'
import { type IncidentView, noSurroundings, type ServiceView } from '#core/view.ts'
import { createTranslator, type Messages } from '#i18n/translate.ts'
import { ReportChart } from '../chart/report-chart.tsx'
import { useZone } from '../live/zone.ts'

type Shown = { incident: IncidentView; series: ServiceView['series']; now: string }

const everyMs = 15_000

/** What the page came with; while the incident is open, what its record says of it since. */
function useRecord(first: Shown): Shown {
  const [shown, setShown] = useState(first)
  const { id, endedAt } = shown.incident
  useEffect(() => {
    if (endedAt) return
    const look = async () => {
      if (document.visibilityState !== 'visible') return
      const answer = await fetch(`/api/v1/incidents/${id}`).catch(() => null)
      if (!answer?.ok) return
      const { series, ...incident } = await answer.json()
      setShown({ series, incident, now: new Date().toISOString() })
    }
    const timer = setInterval(() => void look(), everyMs)
    return () => clearInterval(timer)
  }, [id, endedAt])
  return shown
}

/** The chart of one incident at its full span. Its figures stand above it on the page. */
export function IncidentChart({
  locale,
  words,
  ...first
}: {
  locale: Locale
  words: Messages
  incident: IncidentView
  series: ServiceView['series']
  now: string
}) {
  const zone = useZone(locale)
  const { incident, series, now } = useRecord(first)
  const t = useMemo(() => createTranslator(locale, words), [locale, words])
  const official = incident.timeline.flatMap((entry) => (entry.kind === 'official' ? [entry] : []))
  const maintenance = official.flatMap(({ hours }) => hours ?? [])
  const state: ServiceView['state'] = {
    service: incident.service.slug,
    status: incident.status,
    unknownReason: null,
    since: incident.startedAt,
    at: now,
    stale: false,
    version: 0,
    reports15m: incident.peak15m,
    reports60m: 0,
    usual15m: null,
    alert15m: null,
    major15m: null,
    timesUsual: null,
    verdict: null,
    incident,
    recent: { from: now, reporters: [] },
    timelineVersion: 0,
    ...noSurroundings,
  }
  return (
    <div className="record-chart">
      <ReportChart
        t={t}
        zone={zone}
        now={now}
        hasFigures={false}
        view={{ series, spans: incident.spans, official, maintenance, peak: null, state, incident }}
      />
    </div>
  )
}
