import type { Locale } from '#core/locale.ts'
import { messagesOf } from '#i18n/index.ts'
import type { Messages } from '#i18n/translate.ts'

/** Words that the live service page needs in the browser. */
export const serviceWords = [
  'status',
  'verdict.h',
  'verdict.people',
  'verdict.peopleHour',
  'verdict.tail',
  'verdict.began',
  'verdict.beganConfirmed',
  'verdict.yours',
  'verdict.needs',
  'verdict.learning',
  'verdict.staleLede',
  'verdict.for',
  'verdict.since',
  'verdict.says',
  'live',
  'service',
  'why',
  'problem',
  'report',
  'incident',
  'home.endedLine',
  'time',
  'chart',
]

const made = new Map<string, Messages>()

/**
 * Compiled messages for an island. The compiler makes objects without a prototype, which React does not
 * send to the browser; a round trip through JSON makes them plain. Once per language and set.
 */
export function islandWords(locale: Locale, spaces: string[]): Messages {
  const key = `${locale} ${spaces.join()}`
  const known = made.get(key)
  if (known) return known
  const fresh = JSON.parse(JSON.stringify(messagesOf(locale, spaces))) as Messages
  made.set(key, fresh)
  return fresh
}

/** Words that the chart of an incident's record needs in the browser. */
export const incidentWords = ['chart', 'status']
