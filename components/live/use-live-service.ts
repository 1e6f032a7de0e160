'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Range } from '#core/bucket.ts'
import type { ServiceView } from '#core/view.ts'
import { updatesOnlyWhenAsked } from '#device/preferences.ts'
import { type Live, liveOf, withMine } from './live-state.ts'
import type { Liveness } from './live-strip.tsx'
import { useSoon } from './use-soon.ts'

const fetchRest = () => import('./live-rest.ts')

/** Keeps a service's view fresh; `rest` is what else comes later, null until it is here. */
export function useLiveService(initial: ServiceView, range: Range) {
  const [live, setLive] = useState<Live>(() => liveOf(initial))
  const [liveness, setLiveness] = useState<Liveness>(initial.state.stale ? 'delayed' : 'live')
  const current = useRef(live)
  const slug = initial.service.slug

  const show = useCallback((next: Live): void => {
    current.current = next
    setLive(next)
  }, [])

  const rest = useSoon(fetchRest)
  useEffect(() => {
    if (!rest || updatesOnlyWhenAsked()) return
    const feed = rest.openFeed(slug, range, {
      onState(state) {
        const before = current.current
        const after = rest.withState(before, state)
        show(after)
        if (rest.needsRefetch(before, after)) feed.refetchSoon()
      },
      onView: (view) => show(rest.withView(current.current, view)),
      onLiveness: setLiveness,
    })
    return feed.stop
  }, [rest, slug, range, show])

  const mine = useCallback(
    (change: 1 | 0 | -1, least?: number) => show(withMine(current.current, change, least)),
    [show],
  )
  return { view: live.view, liveness, mine, rest }
}
