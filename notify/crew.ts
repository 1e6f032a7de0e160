/**
 * Serves what is due until there is no more, a few at the same time. Each is claimed when its turn comes, so that no
 * claim lapses while others are served. Several processes may: what one has claimed the others do not get.
 *
 * Asked again while some are still at work, the others look anew: whoever hangs takes one place, and keeps nobody waiting.
 */
export function createCrew<Due>(
  claim: () => Promise<Due | undefined>,
  serve: (due: Due) => Promise<void>,
  atOnce: number,
): () => Promise<void> {
  const working = new Set<Promise<void>>()
  const work = async () => {
    for (let due = await claim(); due !== undefined; due = await claim()) await serve(due)
  }
  return async () => {
    while (working.size < atOnce) {
      const one: Promise<void> = work().finally(() => working.delete(one))
      working.add(one)
    }
    await Promise.all(working)
  }
}
