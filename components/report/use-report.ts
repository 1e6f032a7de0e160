'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { PersonalKind } from '#core/report/personal-data.ts'
import type { Challenge } from '#core/report/proof.ts'
import type { ProblemSlug } from '#core/report/report.ts'
import { deviceQueue, onSettled } from './report-queue.ts'
import { fetchToken, newKey, type PageToken, retrySeconds, type Sent, sendReport } from './report-sender.ts'

/** Where a person's report stands. */
export type ReportPhase =
  | { at: 'form' }
  /** What the front answered to a form: drawn by the server. */
  | { at: 'answered' }
  /** `receipt` is null until the desk has answered: the tap is thanked in the same frame. */
  | {
      at: 'counted'
      receipt: string | null
      count: number
      problem: ProblemSlug | null
      isUndoLost?: boolean
    }
  /** Details were added or skipped. */
  | { at: 'thanked'; receipt: string; count: number; hidden: PersonalKind[] }
  | { at: 'duplicate'; countedAt: string | null; receipt: string | null; added?: ProblemSlug | undefined }
  /** A repeat gets its details. */
  | { at: 'adding'; receipt: string; problem: ProblemSlug | null }
  /** "It works for me": to be sent, and sent. */
  | { at: 'tellWorks' }
  | { at: 'works' }
  /** A short sum is asked for before the report is sent. */
  | { at: 'check'; challenge: Challenge }
  /** `savedAt`, ms: left to the device, which sends it later. Without: tried again in a moment, and kept meanwhile. */
  | { at: 'queued'; savedAt?: number; key?: string | undefined }
  | { at: 'failed' }
  | { at: 'busy' }
  | { at: 'slow' }
  | { at: 'invalid' }
  | { at: 'paused' }
  | { at: 'refused'; title: string }
  | { at: 'undone' }
  | { at: 'gone' }

/** A report on its way. */
interface Unsent {
  problem: ProblemSlug | null
  key: string
  proof?: number
}

const tries = 3

/** What the panel says of a report that did not count anew. */
const uncounted = (sent: Exclude<Sent, { kind: 'counted' }>): ReportPhase => {
  switch (sent.kind) {
    case 'unreached':
      return { at: 'failed' }
    case 'busy':
      return sent.challenge ? { at: 'check', challenge: sent.challenge } : { at: 'busy' }
    case 'duplicate': {
      const { countedAt, receipt, added } = sent.answer
      return { at: 'duplicate', countedAt, receipt, added }
    }
    case 'refused':
      return { at: 'refused', title: sent.title }
  }
}

/**
 * One person's report from tap to receipt. `count` is what the page shows now; `onMine` moves it by one,
 * at once on the tap and back again when the report did not count or was taken back; the desk's answer lifts it to what
 * the desk has counted.
 */
export function useReport(options: {
  slug: string
  count: number
  initial: ReportPhase
  onMine: (change: 1 | 0 | -1, least?: number) => void
}) {
  const { slug, count, onMine } = options
  const [phase, setPhase] = useState(options.initial)
  const token = useRef<Promise<PageToken | null> | null>(null)
  const unsent = useRef<Unsent | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const shown = useRef<0 | 1>(0)

  /** How many reports of this person's the page shows, and the least count that the desk has named with it. */
  const mine = useCallback(
    (next: 0 | 1, least?: number) => {
      onMine((next - shown.current) as 1 | 0 | -1, least)
      shown.current = next
    },
    [onMine],
  )

  /**
   * Fetches a page token when a finger nears the form, not before: most people only read, and in an outage
   * a question from every open page would be a flood of our own making.
   */
  const prepare = useCallback(() => {
    token.current ??= fetchToken(slug).then((found) => {
      if (found === null) token.current = null
      return found
    })
    return token.current
  }, [slug])

  useEffect(() => {
    // Tokens live ten minutes.
    const renew = setInterval(() => {
      token.current = null
    }, 9 * 60_000)
    return () => {
      clearInterval(renew)
      clearTimeout(timer.current)
    }
  }, [])

  useEffect(
    () =>
      onSettled(({ key, kind, answer }) => {
        const report = unsent.current
        if (key !== report?.key) return
        unsent.current = null
        if (kind === 'counted' && answer) {
          const { receipt, reports15m } = answer
          mine(1, reports15m)
          setPhase({ at: 'counted', receipt, count: reports15m, problem: report.problem })
          return
        }
        mine(0)
        // What came too late is told of across the page.
        setPhase(kind === 'repeat' && answer ? uncounted({ kind: 'duplicate', answer }) : { at: 'form' })
      }),
    [mine],
  )

  const send = async (attempt: number): Promise<void> => {
    const report = unsent.current
    if (!report) return
    const { key, problem, proof } = report
    const found = await prepare()
    // The sum is asked for before anything is sent; whoever was asked has an answer or goes without.
    const sent: Sent =
      found?.challenge && proof === undefined
        ? { kind: 'busy', challenge: found.challenge }
        : await sendReport({ slug, ...report, token: found?.token ?? null })
    // The device was quicker, or the form is there again.
    if (unsent.current?.key !== key) return
    if (attempt > 1 && sent.kind !== 'unreached') deviceQueue()?.discard(key)
    if (sent.kind === 'counted') {
      unsent.current = null
      const { receipt, reports15m } = sent.answer
      mine(1, reports15m)
      // A desk that has not counted the others yet must not take back what was said.
      setPhase({ at: 'counted', receipt, count: Math.max(reports15m, count + 1), problem })
      return
    }
    let savedAt: number | null | undefined
    if (sent.kind === 'unreached') {
      // Whoever closes the page now has not reported in vain.
      const kept = deviceQueue()?.keep({ slug, key, problem })
      if (attempt < tries && navigator.onLine) {
        setPhase({ at: 'queued' })
        const waitMs = retrySeconds(attempt, sent.waitSeconds) * 1000
        timer.current = setTimeout(() => void send(attempt + 1), waitMs)
        return
      }
      savedAt = await kept
    }
    mine(0)
    setPhase(savedAt ? { at: 'queued', savedAt, key } : uncounted(sent))
  }

  const start = (): void => {
    mine(1)
    setPhase({ at: 'counted', receipt: null, count: count + 1, problem: unsent.current?.problem ?? null })
    void send(1)
  }

  return {
    phase,
    prepare,
    report(problem: ProblemSlug | null): void {
      unsent.current = { problem, key: newKey() }
      shown.current = 0
      start()
    },
    /** The same report with the same key: should the first have arrived after all, it stays one. */
    again: start,
    /** The report that waited for its sum; `proof` is absent where the browser could not do it. */
    prove({ token: asked }: Challenge, proof: number | undefined): void {
      token.current = Promise.resolve({ token: asked })
      if (unsent.current && proof !== undefined) unsent.current = { ...unsent.current, proof }
      start()
    },
    show: setPhase,
    mine,
    reset: () => setPhase({ at: 'form' }),
  }
}
