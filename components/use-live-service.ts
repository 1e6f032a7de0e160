'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Range } from '#core/bucket.ts'
import type { ServiceView } from '#core/view.ts'
import { updatesOnlyWhenAsked } from '#device/preferences.ts'
import { type Live, liveOf, needsRefetch, withMine, withState, withView } from './live-state.ts'
import type { Liveness } from './live-strip.tsx'

/** What the page says is as young as its first HTML: the feed may come when everything else is there. */
const startMs = 2_500

/** Keeps a service's view fresh. */
export function useLiveService(initial: ServiceView, range: Range) {
  const [live, setLive] = useState<Live>(() => liveOf(initial))
  const [liveness, setLiveness] = useState<Liveness>(initial.state.stale ? 'delayed' : 'live')
  const current = useRef(live)
  const slug = initial.service.slug

  const show = useCallback((next: Live): void => {
    current.current = next
    setLive(next)
  }, [])

  useEffect(() => {
    if (updatesOnlyWhenAsked()) return
    let stop: (() => void) | null = null
    const start = async () => {
      const { openFeed } = await import('./service-feed.ts')
      // The page was left meanwhile.
      if (stop !== cancel) return
      const feed = openFeed(slug, range, {
        onState(state) {
          const before = current.current
          const after = withState(before, state)
          show(after)
          if (needsRefetch(before, after)) feed.refetchSoon()
        },
        onView: (view) => show(withView(current.current, view)),
        onLiveness: setLiveness,
      })
      stop = feed.stop
    }
    const timer = setTimeout(() => void start().catch(() => setLiveness('delayed')), startMs)
    const cancel = () => clearTimeout(timer)
    stop = cancel
    return () => {
      stop?.()
      stop = null
    }
  }, [slug, range, show])

  const mine = useCallback((change: 1 | -1) => show(withMine(current.current, change)), [show])
  return { view: live.view, liveness, mine }
}
