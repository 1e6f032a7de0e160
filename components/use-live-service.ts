'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Range } from '#core/bucket.ts'
import { staleMs } from '#core/state-age.ts'
import type { ServiceView, StateView } from '#core/view.ts'
import { type Live, liveOf, needsRefetch, withMine, withState, withView } from './live-state.ts'
import type { Liveness } from './live-strip.tsx'

const second = 1000
const pollMs = 15 * second
const hiddenPollMs = 60 * second
const hiddenLimitMs = 10 * 60 * second
/** So many errors in a row without news mean that streams do not get through here. */
const mostErrors = 3

/**
 * Keeps a service's view fresh: the stream while it works, else the same answer asked for every 15 seconds
 * (every minute in a hidden tab, not at all after ten).
 */
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
    const base = `/api/v1/services/${encodeURIComponent(slug)}`
    let stream: EventSource | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let refetchTimer: ReturnType<typeof setTimeout> | undefined
    let heardAt = Date.now()
    let hiddenAt = 0
    let errors = 0
    let fails = 0
    let isOver = false

    const heard = (state: StateView): void => {
      heardAt = Date.now()
      fails = 0
      setLiveness(state.stale ? 'delayed' : 'live')
    }

    const refetch = async (): Promise<void> => {
      try {
        // The browser's own copy may be a minute old by stale-while-revalidate; an unchanged one costs a 304.
        const response = await fetch(`${base}?range=${range}`, {
          cache: 'no-cache',
          signal: AbortSignal.timeout(10_000),
        })
        if (!response.ok || isOver) return
        const view = (await response.json()) as ServiceView
        heard(view.state)
        show(withView(current.current, view))
      } catch {
        fails += 1
        if (fails >= 2 || !navigator.onLine) setLiveness('offline')
      }
    }

    // One event makes everybody ask at once: spread over some seconds.
    const refetchSoon = (): void => {
      clearTimeout(refetchTimer)
      refetchTimer = setTimeout(() => void refetch(), Math.random() * 4 * second)
    }

    const poll = (): void => {
      clearTimeout(timer)
      if (document.hidden && Date.now() - hiddenAt > hiddenLimitMs) return
      const wait = document.hidden ? hiddenPollMs : pollMs
      timer = setTimeout(() => void refetch().then(poll), wait * (0.9 + Math.random() * 0.2))
    }

    const listen = (): void => {
      if (typeof EventSource !== 'function') {
        poll()
        return
      }
      stream = new EventSource(`${base}/stream`)
      stream.addEventListener('state', (event) => {
        if (errors > 0) refetchSoon()
        errors = 0
        const state = JSON.parse((event as MessageEvent<string>).data) as StateView
        heard(state)
        const before = current.current
        const after = withState(before, state)
        show(after)
        if (needsRefetch(before, after)) refetchSoon()
      })
      stream.addEventListener('error', () => {
        errors += 1
        if (stream?.readyState !== EventSource.CLOSED && errors < mostErrors) return
        stream?.close()
        stream = null
        void refetch().then(poll)
      })
    }

    const stop = (): void => {
      stream?.close()
      stream = null
      clearTimeout(timer)
    }

    const onVisibility = (): void => {
      if (document.hidden) {
        hiddenAt = Date.now()
        return
      }
      const wasAway = Date.now() - hiddenAt > 30 * second
      if (wasAway) void refetch()
      if (!stream) {
        stop()
        errors = 0
        listen()
      }
    }

    const watchdog = setInterval(() => {
      if (document.hidden && Date.now() - hiddenAt > hiddenLimitMs) stop()
      else if (!navigator.onLine) setLiveness('offline')
      else if (Date.now() - heardAt > staleMs) setLiveness('delayed')
    }, 10 * second)

    listen()
    const onOnline = (): void => void refetch()
    document.addEventListener('visibilitychange', onVisibility)
    addEventListener('online', onOnline)
    return () => {
      isOver = true
      stop()
      clearInterval(watchdog)
      clearTimeout(refetchTimer)
      document.removeEventListener('visibilitychange', onVisibility)
      removeEventListener('online', onOnline)
    }
  }, [slug, range, show])

  const mine = useCallback((change: 1 | -1) => show(withMine(current.current, change)), [show])
  return { view: live.view, liveness, mine }
}
