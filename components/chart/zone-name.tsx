import type { ReactNode } from 'react'
import type { ChartContext } from './context.ts'
import { Rich } from './rich.tsx'
import { offsetText } from './time-labels.ts'

/** IANA zones that have a name in the catalogue; all others are named by their offset. */
const cities: Record<string, string> = {
  'Africa/Algiers': 'algiers',
  'Africa/Cairo': 'cairo',
  'Africa/Casablanca': 'casablanca',
  'Africa/Johannesburg': 'johannesburg',
  'Africa/Khartoum': 'khartoum',
  'Africa/Lagos': 'lagos',
  'Africa/Nairobi': 'nairobi',
  'Africa/Tripoli': 'tripoli',
  'Africa/Tunis': 'tunis',
  'America/Chicago': 'chicago',
  'America/Los_Angeles': 'losangeles',
  'America/New_York': 'newyork',
  'America/Sao_Paulo': 'saopaulo',
  'America/Toronto': 'toronto',
  'Asia/Aden': 'aden',
  'Asia/Amman': 'amman',
  'Asia/Baghdad': 'baghdad',
  'Asia/Bahrain': 'bahrain',
  'Asia/Beirut': 'beirut',
  'Asia/Calcutta': 'kolkata',
  'Asia/Damascus': 'damascus',
  'Asia/Dhaka': 'dhaka',
  'Asia/Dubai': 'dubai',
  'Asia/Gaza': 'gaza',
  'Asia/Jakarta': 'jakarta',
  'Asia/Karachi': 'karachi',
  'Asia/Kolkata': 'kolkata',
  'Asia/Kuwait': 'kuwait',
  'Asia/Muscat': 'muscat',
  'Asia/Qatar': 'qatar',
  'Asia/Riyadh': 'riyadh',
  'Asia/Singapore': 'singapore',
  'Asia/Tehran': 'tehran',
  'Asia/Tokyo': 'tokyo',
  'Australia/Sydney': 'sydney',
  'Europe/Amsterdam': 'amsterdam',
  'Europe/Berlin': 'berlin',
  'Europe/Istanbul': 'istanbul',
  'Europe/London': 'london',
  'Europe/Madrid': 'madrid',
  'Europe/Moscow': 'moscow',
  'Europe/Paris': 'paris',
  'Europe/Rome': 'rome',
}

/** "Riyadh time (UTC+3)", or the bare offset of a zone we have no name for. */
export function ZoneName({ t, zone, now }: ChartContext): ReactNode {
  const offset = offsetText(now, zone)
  const city = cities[zone]
  return city === undefined ? (
    <Rich t={t} message="chart.zone.offset" values={{ offset }} />
  ) : (
    <Rich t={t} message="chart.zone.named" values={{ city: t(`chart.city.${city}`), offset }} />
  )
}
