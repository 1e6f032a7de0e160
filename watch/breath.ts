/** So long, ms, one may keep everybody else in this process waiting: reports and pages are answered by it too. */
const mostMs = 8

/**
 * For long loops: after each step ask whether it is time to let others have their turn, and await it if so.
 * `const turn = breathe(); if (turn) await turn`: an await for each of a million steps would cost more than the steps.
 */
export function createBreath(): () => Promise<void> | null {
  let since = performance.now()
  return () => {
    if (performance.now() - since < mostMs) return null
    return new Promise((resolve) =>
      setImmediate(() => {
        since = performance.now()
        resolve()
      }),
    )
  }
}
