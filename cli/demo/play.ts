import { minuteMs } from '#core/bucket.ts'
import { type CrowdService, crowdOfMinute, type Person } from './crowd.ts'
import type { Random } from './random.ts'
import { fetchToken, sendReport } from './reporter-client.ts'

/** The page is open so long before the tap. */
const readingMs = 2_500

export interface Play {
  /** Reports answered 201 or 200, refused, and failed. */
  counts: { sent: number; refused: number; failed: number }
  stop(): void
}

/** Plays the crowd in real time, minute by minute, until stopped. */
export function playCrowd(options: {
  baseUrl: string
  random: Random
  services: CrowdService[]
  usual(slug: string, at: number): number
  /** When the outage begins, ms. */
  outageAt: number
}): Play {
  const { baseUrl, random, services, usual, outageAt } = options
  const counts = { sent: 0, refused: 0, failed: 0 }
  const timers = new Set<NodeJS.Timeout>()
  const later = (ms: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, ms)
    timers.add(timer)
  }
  const report = async (person: Person) => {
    try {
      const token = await fetchToken(baseUrl, person)
      later(readingMs, async () => {
        try {
          const status = await sendReport(baseUrl, person, token)
          if (status < 300) counts.sent++
          else counts.refused++
        } catch {
          counts.failed++
        }
      })
    } catch {
      counts.failed++
    }
  }
  const beginning = Date.now()
  const playMinute = (nth: number) => {
    const start = beginning + nth * minuteMs
    const crowd = crowdOfMinute(
      random,
      services,
      (slug) => usual(slug, start),
      Math.floor((start - outageAt) / 1000) / 60,
    )
    for (const person of crowd) later(start + person.offsetMs - Date.now(), () => void report(person))
    later(start + minuteMs - Date.now(), () => playMinute(nth + 1))
  }
  playMinute(0)
  return {
    counts,
    stop() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
