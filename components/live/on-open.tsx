'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Desk } from '../desk.ts'

/**
 * A <details> that only the server draws, so that neither its code nor its words travel to those who never open
 * it. Opened, its times are told in the reader's zone, and it is asked for anew while it speaks of a moment
 * before `at`.
 */
export function OnOpen({ desk, at, children }: { desk: Desk; at: string | undefined; children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const root = element.current
    if (!root || at === undefined) return
    const stop = new AbortController()
    const look = async () => {
      if (!root.querySelector('details[open]')) return
      const { catchUp } = await import('./live-rest.ts')
      await catchUp(root, desk, at, stop.signal)
    }
    const lookAgain = () => void look().catch(() => {})
    lookAgain()
    // Toggling does not bubble.
    root.addEventListener('toggle', lookAgain, { capture: true, signal: stop.signal })
    return () => stop.abort()
  }, [desk, at])
  return <div ref={element}>{children}</div>
}
