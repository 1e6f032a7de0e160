import { createHmac, type KeyObject } from 'node:crypto'
import type { ReportClass } from '#core/report/report.ts'
import type { AddressUnits } from './address.ts'
import type { Origin } from './geo.ts'

/** Browser families, coarse on purpose: enough to tell two people on one line apart, too little to know one. */
const families = [
  ['edge', /Edg/],
  ['opera', /OPR|Opera/],
  ['samsung', /SamsungBrowser/],
  ['firefox', /Firefox|FxiOS/],
  ['chrome', /Chrome|CriOS/],
  ['safari', /Safari/],
] as const

export const browserFamily = (userAgent: string): string => {
  const family = families.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? 'other'
  return `${family}${/Mobi|Android/.test(userAgent) ? '-mobile' : ''}`
}

const hmac = (salt: KeyObject, ...parts: string[]): Buffer =>
  createHmac('sha256', salt).update(parts.join('\u0000')).digest().subarray(0, 16)

export interface ReporterKeys {
  reporterKey: Buffer
  unitKey: Buffer
  prefixKey: Buffer
}

/**
 * Who reports, as HMACs under the day's salt: worthless without the salt, and the salt goes after 48 hours.
 * Bound to the service, so that nobody's reports on two services can be joined.
 */
export function reporterKeys(
  salt: KeyObject,
  serviceId: string,
  units: AddressUnits,
  userAgent: string,
  device: string,
): ReporterKeys {
  return {
    reporterKey: hmac(salt, 'reporter', serviceId, units.unit, browserFamily(userAgent), device),
    unitKey: hmac(salt, 'unit', serviceId, units.unit),
    prefixKey: hmac(salt, 'prefix', serviceId, units.prefix),
  }
}

/** Who asks for a service, in the same way: bound to what is asked for. */
export const askerKey = (
  salt: KeyObject,
  requestKey: string,
  units: AddressUnits,
  userAgent: string,
): Buffer => hmac(salt, 'asker', requestKey, units.unit, browserFamily(userAgent))

/**
 * How the report is believed. What is not known is not held against anyone: an address whose country the
 * table lacks counts as at home.
 */
export function classOf(origin: Origin, markets: string[], hasPageToken: boolean): ReportClass {
  if (origin.hosting) return 'hosting'
  if (markets.length > 0 && origin.country !== null && !markets.includes(origin.country)) return 'away'
  return hasPageToken ? 'page' : 'untokened'
}
