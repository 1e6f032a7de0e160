'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Range } from '#core/bucket.ts'
import type { ServiceView } from '#core/view.ts'
import { updatesOnlyWhenAsked } from '#device/preferences.ts'
import { type Live, liveOf, needsRefetch, withMine, withState, withView } from './live-state.ts'
import type { Liveness } from './live-strip.tsx'
import { useSoon } from './use-soon.ts'

const fetchFeed = async () => (await import('./service-feed.ts')).openFeed

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

  const openFeed = useSoon(fetchFeed)
  useEffect(() => {
    if (!openFeed || updatesOnlyWhenAsked()) return
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
    return feed.stop
  }, [openFeed, slug, range, show])

  const mine = useCallback((change: 1 | -1) => show(withMine(current.current, change)), [show])
  return { view: live.view, liveness, mine }
}
