'use client'
import { useEffect, useState } from 'react'
import type { Desk } from '../desk.ts'

const undoSeconds = 10

/** Seconds left to undo with a button, null until it runs; then a plain link does the same for half an hour. */
function useCountdown(isRunning: boolean): number | null {
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    if (!isRunning) return
    setLeft(undoSeconds)
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, (seconds ?? undoSeconds) - 1)), 1000)
    return () => clearInterval(timer)
  }, [isRunning])
  return left
}

/** Undo for ten seconds as a button, then as a plain link. The receipt is null until the desk has answered. */
export function Undo({
  desk: { t },
  receipt,
  onUndo,
}: {
  desk: Desk
  receipt: string | null
  onUndo: (receipt: string) => void
}) {
  const left = useCountdown(receipt !== null)
  return (
    <button
      type="button"
      className={left === 0 ? 'plain' : 'btn'}
      aria-disabled={receipt === null}
      onClick={() => receipt && onUndo(receipt)}
    >
      {t(left === 0 ? 'report.remove' : 'report.undo')}
      {left !== null && left > 0 && <span aria-hidden="true">({left})</span>}
    </button>
  )
}
