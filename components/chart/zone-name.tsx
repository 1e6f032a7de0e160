import type { ReactNode } from 'react'
import { offsetOf } from '#i18n/time.ts'
import type { ChartContext } from './context.ts'
import { Rich } from './rich.tsx'

/** "Riyadh time (UTC+3)", or the bare offset of a zone that the catalogue has no name for; as it was at `at`, ms. */
export function ZoneName({ t, zone, at }: Pick<ChartContext, 't' | 'zone'> & { at: number }): ReactNode {
  const offset = offsetOf(zone, at)
  const city = t('time.city', { zone: zone.replaceAll('/', '_') })
  return city === '' ? (
    <Rich t={t} message="chart.zone.offset" values={{ offset }} />
  ) : (
    <Rich t={t} message="chart.zone.named" values={{ city, offset }} />
  )
}
