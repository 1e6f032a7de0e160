const mostTries = 4

/**
 * Runs a transaction again when it was the one of two that the database gave up for the other (deadlock, 40P01):
 * counts of one minute are moved by many at once, and nothing of the given-up one has happened.
 */
export async function pastDeadlocks<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let left = mostTries; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left <= 1 || (error as { code?: string }).code !== '40P01') throw error
    }
  }
}
