'use client'

import { type ReactNode, useMemo, useState } from 'react'
import { type HeldMaximum, holdMaximum } from '#core/chart/chart-draw.ts'
import type { Locale } from '#core/locale.ts'
import { createTranslator, type Messages } from '#i18n/translate.ts'
import { ReportChart, type ReportChartProps } from './report-chart.tsx'

/** The scale in use, kept from breathing while numbers stream in. */
export function useHeldMaximum(view: ReportChartProps['view'], now: string): number {
  const hold = (known: HeldMaximum | null) => holdMaximum(known, view.series, Date.parse(now))
  const [held, setHeld] = useState(() => hold(null))
  const next = hold(held)
  const isSame = held.maximum === next.maximum && held.range === next.range && held.neededAt === next.neededAt
  if (!isSame) setHeld(next)
  return next.maximum
}

/** The chart for pages rendered on the server: all its props survive the way to the browser. */
export function ChartIsland(
  props: Omit<ReportChartProps, 't' | 'maximumAtLeast'> & { locale: Locale; messages: Messages },
): ReactNode {
  const { locale, messages, ...chart } = props
  const t = useMemo(() => createTranslator(locale, messages), [locale, messages])
  return <ReportChart {...chart} t={t} maximumAtLeast={useHeldMaximum(chart.view, chart.now)} />
}
