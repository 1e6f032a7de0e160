'use client'
import type { ReactNode } from 'react'
import { useSoon } from '../live/use-soon.ts'
import type { ComparedGiven } from './reading.tsx'

const fetchReader = async () => (await import('./live-reader.tsx')).LiveReader

/** What stands above the plots: the latest numbers as the server wrote them, and soon the reader of all plots. */
export function CompareReader({ children, ...given }: ComparedGiven & { children: ReactNode }) {
  const Reader = useSoon(fetchReader)
  return <div className="compare-reading">{Reader ? <Reader {...given} /> : children}</div>
}
