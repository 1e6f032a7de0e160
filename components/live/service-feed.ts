import type { Range } from '#core/bucket.ts'
import { staleMs } from '#core/state-age.ts'
import type { ServiceView, StateView } from '#core/view.ts'
import type { Liveness } from './live-strip.tsx'

const second = 1000
const pollMs = 15 * second
const hiddenPollMs = 60 * second
const hiddenLimitMs = 10 * 60 * second
/** So many errors in a row without news mean that streams do not get through here. */
const mostErrors = 3
/** Streams beat every 15 seconds: one that is silent for so long is dead, whatever the browser believes. */
const silentMs = 60 * second
/** A refused stream is asked for again after this, at the earliest… */
const leastPauseMs = 15 * second
/** …and at some moment of the half minute after that, of the minute the next time, and so on up to: */
const mostPauseMs = 5 * 60 * second

/** Who is told of a service's news. */
export interface FeedReader {
  onState(state: StateView): void
  onView(view: ServiceView): void
  onLiveness(liveness: Liveness): void
}

export interface Feed {
  /** Asks for the whole view, some moments from now: one event makes everybody ask. */
  refetchSoon(): void
  stop(): void
}

/**
 * How long to go without the stream after it failed so many times: thousands are refused in one moment, and full
 * jitter keeps them from coming back in one.
 */
export const pauseMs = (failures: number, random = Math.random()): number =>
  leastPauseMs + random * Math.min(mostPauseMs, 30 * second * 2 ** (failures - 1))

/**
 * Brings news of a service: by the stream while it works; while it does not, by asking for the same answer every
 * 15 seconds (every minute in a hidden tab, not at all after ten), and for the stream now and then.
 */
export function openFeed(slug: string, range: Range, reader: FeedReader): Feed {
  const base = `/api/v1/services/${encodeURIComponent(slug)}`
  let stream: EventSource | null = null
  let pollTimer: ReturnType<typeof setTimeout> | undefined
  let streamTimer: ReturnType<typeof setTimeout> | undefined
  let refetchTimer: ReturnType<typeof setTimeout> | undefined
  let heardAt = Date.now()
  /** When the stream was last asked for. */
  let askedAt = heardAt
  /** Nothing came since. */
  let isSilent = true
  let known: Liveness = 'live'
  let hiddenAt = 0
  /** Errors of the stream since it last brought something. */
  let errors = 0
  /** Streams given up since one last brought something. */
  let failures = 0
  let unanswered = 0
  let isOver = false

  /** Something came: what is known is as good as the desk's numbers are. */
  const heard = (state?: StateView): void => {
    heardAt = Date.now()
    isSilent = false
    unanswered = 0
    if (state) known = state.stale ? 'delayed' : 'live'
    reader.onLiveness(known)
  }

  /** Whether the whole view came. */
  const refetch = async (): Promise<boolean> => {
    try {
      // The browser's own copy may be a minute old by stale-while-revalidate; an unchanged one costs a 304.
      const response = await fetch(`${base}?range=${range}`, {
        cache: 'no-cache',
        signal: AbortSignal.timeout(10_000),
      })
      if (!response.ok || isOver) return false
      const view = (await response.json()) as ServiceView
      heard(view.state)
      reader.onView(view)
      return true
    } catch {
      unanswered += 1
      if (unanswered >= 2 || !navigator.onLine) reader.onLiveness('offline')
      return false
    }
  }

  const refetchSoon = (withinMs = 4 * second): void => {
    clearTimeout(refetchTimer)
    refetchTimer = setTimeout(async () => {
      // The stream says only once that there is more to know; a desk that was too busy is asked again.
      if (!(await refetch()) && stream) refetchSoon(pollMs)
    }, Math.random() * withinMs)
  }

  const isLongHidden = (): boolean => document.hidden && Date.now() - hiddenAt > hiddenLimitMs

  const poll = (): void => {
    clearTimeout(pollTimer)
    if (isOver || stream || isLongHidden()) return
    const wait = document.hidden ? hiddenPollMs : pollMs
    pollTimer = setTimeout(() => void refetch().then(poll), wait * (0.9 + Math.random() * 0.2))
  }

  const listen = (): void => {
    clearTimeout(pollTimer)
    clearTimeout(streamTimer)
    if (typeof EventSource !== 'function') {
      poll()
      return
    }
    askedAt = Date.now()
    isSilent = true
    stream = new EventSource(`${base}/stream`)
    const onState = (event: Event): void => {
      if (errors > 0) refetchSoon()
      errors = failures = 0
      const state = JSON.parse((event as MessageEvent<string>).data) as StateView
      heard(state)
      reader.onState(state)
    }
    stream.addEventListener('state', onState)
    stream.addEventListener('stale', onState)
    // A quiet service has no news for hours; its stream is alive all the same.
    stream.addEventListener('beat', () => {
      errors = failures = 0
      heard()
    })
    stream.addEventListener('error', () => {
      errors += 1
      // A page that was kept, on a line that is dead: it must not say "live" until all tries are through.
      if (errors === 1 && isSilent) refetchSoon()
      if (stream?.readyState !== EventSource.CLOSED && errors < mostErrors) return
      rest()
    })
  }

  /** Goes without the stream for a while. */
  const rest = (): void => {
    stop()
    errors = 0
    failures += 1
    void refetch().then(poll)
    streamTimer = setTimeout(listen, pauseMs(failures))
  }

  const stop = (): void => {
    stream?.close()
    stream = null
    clearTimeout(pollTimer)
    clearTimeout(streamTimer)
  }

  const onVisibility = (): void => {
    if (document.hidden) {
      hiddenAt = Date.now()
      return
    }
    if (Date.now() - hiddenAt > 30 * second) void refetch()
    if (stream || Date.now() - hiddenAt <= hiddenLimitMs) return
    failures = 0
    listen()
  }

  const watchdog = setInterval(() => {
    if (isLongHidden()) stop()
    else if (!navigator.onLine) reader.onLiveness('offline')
    else if (stream && Date.now() - Math.max(heardAt, askedAt) > silentMs) rest()
    // Nothing yet: the page may be a kept one of yesterday, on a line that only seems to be there.
    else if (stream && isSilent) void refetch()
    else if (Date.now() - heardAt > staleMs) reader.onLiveness('delayed')
  }, 10 * second)

  const onOnline = (): void => void refetch()
  const onOffline = (): void => reader.onLiveness('offline')
  listen()
  // A kept page without a connection says so at once.
  if (!navigator.onLine) reader.onLiveness('offline')
  document.addEventListener('visibilitychange', onVisibility)
  addEventListener('online', onOnline)
  addEventListener('offline', onOffline)
  return {
    refetchSoon,
    stop() {
      isOver = true
      stop()
      clearInterval(watchdog)
      clearTimeout(refetchTimer)
      document.removeEventListener('visibilitychange', onVisibility)
      removeEventListener('online', onOnline)
      removeEventListener('offline', onOffline)
    },
  }
}
