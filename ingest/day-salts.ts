import type { Database } from '#store/db.ts'
import { dayMs, readDaySalt } from '#store/salts.ts'

/** The day's salt, and yesterday's in the first hour of a day, so that midnight makes nobody a new person. */
export function createDaySalts(db: Database) {
  const known = new Map<number, Promise<Buffer>>()
  const ofDay = (day: number) => {
    const salt = known.get(day) ?? readDaySalt(db, day)
    known.set(day, salt)
    salt.catch(() => known.delete(day))
    for (const old of known.keys()) if (old < day - dayMs) known.delete(old)
    return salt
  }
  return {
    async at(time: number): Promise<{ today: Buffer; yesterday: Buffer | null }> {
      const day = Math.floor(time / dayMs) * dayMs
      const early = time - day < 60 * 60_000
      return { today: await ofDay(day), yesterday: early ? await ofDay(day - dayMs) : null }
    },
  }
}
