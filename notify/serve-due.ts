/**
 * Serves what is due until there is no more, a few at the same time. Each is claimed when its turn comes, so that no
 * claim lapses while others are served. Several processes may: what one has claimed the others do not get.
 */
export async function serveDue<Due>(
  claim: () => Promise<Due | undefined>,
  serve: (due: Due) => Promise<void>,
  atOnce: number,
): Promise<void> {
  const work = async () => {
    for (let due = await claim(); due !== undefined; due = await claim()) await serve(due)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
