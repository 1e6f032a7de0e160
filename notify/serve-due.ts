/**
 * Claims what is due, batch by batch until there is no more, and serves each batch by a few at the same time. Several
 * processes may: what one has claimed the others do not get.
 */
export async function serveDue<Due>(
  claim: (limit: number) => Promise<Due[]>,
  serve: (due: Due) => Promise<void>,
  { batch, atOnce }: { batch: number; atOnce: number },
): Promise<void> {
  for (;;) {
    const claimed = await claim(batch)
    const waiting = claimed.values()
    const work = async () => {
      for (const due of waiting) await serve(due)
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    if (claimed.length < batch) return
  }
}
