'use client'
import { useEffect } from 'react'
import type { Desk } from '../desk.ts'
import { LiveParts, redrawnEvent } from './live-parts.tsx'
import { tellTimes } from './tell-times.ts'

/**
 * Keeps what only the server draws on a service's page (its parts, related services) about a minute young, its times
 * in the zone of `desk`: those others may have risen since the page was asked for.
 */
export function LiveLists({ desk, now }: { desk: Desk; now: string }) {
  useEffect(() => {
    const tell = () => {
      for (const part of document.querySelectorAll('[data-live]')) tellTimes(part, desk, now)
    }
    tell()
    document.addEventListener(redrawnEvent, tell)
    return () => document.removeEventListener(redrawnEvent, tell)
  }, [desk, now])
  return <LiveParts everySeconds={60} />
}
