'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { minuteMs } from '#core/bucket.ts'
import { minuteMark, minutesOfMark } from '#core/detect/replay-moment.ts'
import type { IncidentReplay } from '#core/record/incident-log.ts'

/** The whole incident in so long, however long it was. */
const runMs = 20_000
/** The address follows once the reader rests: browsers allow only so many changes. */
const restMs = 300

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

export interface Replaying {
  replay: IncidentReplay | null
  hasFailed: boolean
  /** Minutes after the start; null: nobody chose one yet. */
  minute: number | null
  isPlaying: boolean
  /** Asks for the log, if nobody did. */
  load(): void
  choose(minute: number): void
  /** Plays, or stops; where motion is not wanted, goes one step. */
  toggle(): void
}

/** The log of an incident, asked for when somebody wants it, and the minute that is looked at. */
export function useReplay(id: string, from: number, minutes: number): Replaying {
  const [replay, setReplay] = useState<IncidentReplay | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const [minute, setMinute] = useState<number | null>(null)
  const [isPlaying, setPlaying] = useState(false)
  const asked = useRef(false)

  const load = useCallback(() => {
    if (asked.current) return
    asked.current = true
    setFailed(false)
    fetch(`/api/v1/incidents/${id}/replay`)
      .then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status))
        setReplay((await answer.json()) as IncidentReplay)
      })
      .catch(() => {
        asked.current = false
        setFailed(true)
        setPlaying(false)
      })
  }, [id])

  const choose = useCallback(
    (next: number) => {
      load()
      setPlaying(false)
      setMinute(Math.min(Math.max(0, next), minutes))
    },
    [load, minutes],
  )

  useEffect(() => {
    const read = () => {
      const named = minutesOfMark(location.hash, from, minutes)
      if (named !== null) choose(named)
    }
    read()
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }, [choose, from, minutes])

  useEffect(() => {
    if (minute === null || isPlaying) return
    const timer = setTimeout(() => {
      const mark = `#t=${minuteMark(from + minute * minuteMs)}`
      if (location.hash !== mark) history.replaceState(history.state, '', mark)
    }, restMs)
    return () => clearTimeout(timer)
  }, [minute, isPlaying, from])

  const isReady = replay !== null
  useEffect(() => {
    if (!isPlaying || !isReady) return
    let frame = 0
    let last = performance.now()
    let reached: number | null = null
    const step = (now: number) => {
      const moved = ((now - last) / runMs) * minutes
      last = now
      setMinute((known) => {
        reached = Math.min((reached ?? known ?? 0) + moved, minutes)
        return Math.floor(reached)
      })
      if ((reached ?? 0) >= minutes) setPlaying(false)
      else frame = requestAnimationFrame(step)
    }
    frame = requestAnimationFrame(step)
    return () => cancelAnimationFrame(frame)
  }, [isPlaying, isReady, minutes])

  const toggle = () => {
    const isAtEnd = minute === null || minute >= minutes
    if (isStill()) return choose(isAtEnd ? 0 : minute + Math.max(1, Math.round(minutes / 60)))
    load()
    if (!isPlaying && isAtEnd) setMinute(0)
    setPlaying(!isPlaying)
  }

  return { replay, hasFailed, minute, isPlaying, load, choose, toggle }
}
