'use client'
import { useEffect, useState } from 'react'

/** What the page says is as young as its first HTML: this may come when everything else is there. */
const waitMs = 2_500
/** Without a connection it is asked for again after so long. */
const againMs = 15_000

/** Code that nobody misses in the first seconds; null until it is here. `fetch` must not change between drawings. */
export function useSoon<Part>(fetch: () => Promise<Part>): Part | null {
  const [part, setPart] = useState<Part | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const takeIn = (ms: number): void => {
      timer = setTimeout(() => {
        fetch().then(
          (found) => setPart(() => found),
          () => takeIn(againMs),
        )
      }, ms)
    }
    takeIn(waitMs)
    return () => clearTimeout(timer)
  }, [fetch])
  return part
}
