import { stepBounds } from '#core/place/places.ts'
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

/** What is usual, where reports are well above it and chance may still have brought them: "as usual" would not be true. */
export const usualByChance = ({ reports, usual, step }: PlaceCountView): number | null =>
  step === 0 && usual !== null && reports >= stepBounds[0] * Math.max(1, usual)
    ? Math.max(1, Math.round(usual))
    : null

/** The same for a table, where every row says something. */
export function levelWords(desk: Desk, count: PlaceCountView): string {
  const usual = usualByChance(count)
  if (usual !== null) return desk.t('map.usually', { u: usual })
  return timesWords(desk, count) ?? desk.t(count.step === null ? 'map.noUsual' : 'map.asUsual')
}
