import { createSecretKey, type KeyObject } from 'node:crypto'
import type { Database } from '#store/db.ts'
import { dayMs, readDaySalt } from '#store/report/salts.ts'

export interface DaySalts {
  today: KeyObject
  /** Null but in the first hour of a day. */
  yesterday: KeyObject | null
}

/** The day's salt, and yesterday's in the first hour of a day, so that midnight makes nobody a new person. */
export function createDaySalts(db: Database) {
  const asked = new Map<number, Promise<KeyObject>>()
  const known = new Map<number, KeyObject>()
  const daysOf = (time: number) => {
    const day = Math.floor(time / dayMs) * dayMs
    return { day, dayBefore: time - day < 60 * 60_000 ? day - dayMs : null }
  }
  const ofDay = (day: number) => {
    const salt = asked.get(day) ?? readDaySalt(db, day).then((bytes) => createSecretKey(bytes))
    asked.set(day, salt)
    salt.then(
      (key) => known.set(day, key),
      () => asked.delete(day),
    )
    for (const days of [asked, known]) for (const old of days.keys()) if (old < day - dayMs) days.delete(old)
    return salt
  }
  return {
    /** At once, if they were read before. */
    known(time: number): DaySalts | null {
      const { day, dayBefore } = daysOf(time)
      const today = known.get(day)
      const yesterday = dayBefore === null ? null : known.get(dayBefore)
      return today && yesterday !== undefined ? { today, yesterday } : null
    },
    async at(time: number): Promise<DaySalts> {
      const { day, dayBefore } = daysOf(time)
      return { today: await ofDay(day), yesterday: dayBefore === null ? null : await ofDay(dayBefore) }
    },
  }
}
