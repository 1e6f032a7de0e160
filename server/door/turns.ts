/** There was neither a turn nor a place to wait for one. */
export class TooMuch extends Error {
  override name = 'TooMuch'
}

/**
 * Lets so many pieces of work run at a time; some more wait for their turn, and whoever comes beyond these is turned
 * away at once: better a quick no than a place in a queue that nobody sees the end of.
 */
export function createTurns(
  most: number,
  mostWaiting: number,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running < most) running++
    else if (waiting.length < mostWaiting) await new Promise<void>((resolve) => waiting.push(resolve))
    else throw new TooMuch('too much at once')
    try {
      return await work()
    } finally {
      // The turn passes to the next in line, or is free again.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
