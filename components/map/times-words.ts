import type { PlaceCountView } from '#core/place/view-places.ts'
import type { Desk } from '../desk.ts'

const largestRatio = 999

/** "38× usual", or null where nothing is above usual. */
export function timesWords({ t }: Desk, { times }: PlaceCountView): string | null {
  if (times === null) return null
  return times > largestRatio
    ? t('home.timesOver', { x: largestRatio })
    : t('home.timesShort', { x: Math.round(times) })
}

/** The same for a table, where every row says something. */
export const levelWords = (desk: Desk, count: PlaceCountView): string =>
  timesWords(desk, count) ?? desk.t(count.step === null ? 'map.noUsual' : 'map.asUsual')
