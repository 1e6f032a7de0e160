import type { ReactNode } from 'react'
import type { ChartContext } from './context.ts'
import { Rich } from './rich.tsx'
import { offsetText } from './time-labels.ts'

/** "Riyadh time (UTC+3)", or the bare offset of a zone that the catalogue has no name for. */
export function ZoneName({ t, zone, now }: ChartContext): ReactNode {
  const offset = offsetText(now, zone)
  const city = t('time.city', { zone: zone.replaceAll('/', '_') })
  return city === '' ? (
    <Rich t={t} message="chart.zone.offset" values={{ offset }} />
  ) : (
    <Rich t={t} message="chart.zone.named" values={{ city, offset }} />
  )
}
