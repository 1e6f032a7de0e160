import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import ipaddr from 'ipaddr.js'
import maxmind, { type CountryResponse, type Reader, type Response } from 'maxmind'

/** Where an address is, as far as an offline table knows. */
export interface Origin {
  /** ISO 3166-1 alpha-2. */
  country: string | null
  /** A data centre, VPN or proxy, not a home. */
  hosting: boolean
}

export type Geo = (address: string) => Origin

const unknown: Origin = { country: null, hosting: false }

type PackagedCountry = CountryResponse & { country_code?: string }

/** The country table that the package carries (CC0, no network). */
export async function openPackagedGeo(): Promise<Geo> {
  const file = createRequire(import.meta.url).resolve(
    '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
  )
  const reader = (await maxmind.open(file)) as unknown as Reader<PackagedCountry & Response>
  return (address) => {
    const found = maxmind.validate(address) ? reader.get(address) : null
    return { country: found?.country_code ?? null, hosting: false }
  }
}

/**
 * A table of one's own: lines `cidr,country,kind`, kind `home` or `hosting`, `#` starts a comment.
 * The first matching line wins.
 */
export function parseGeoTable(text: string): Geo {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [range = '', country = '', kind = 'home'] = line.split(',').map((cell) => cell.trim())
      return { range: ipaddr.parseCIDR(range), country: country || null, hosting: kind === 'hosting' }
    })
  return (text) => {
    if (!ipaddr.isValid(text)) return unknown
    const address = ipaddr.process(text)
    const line = lines.find(
      ({ range: [base, bits] }) => base.kind() === address.kind() && address.match(base, bits),
    )
    return line ? { country: line.country, hosting: line.hosting } : unknown
  }
}

export const readGeoTable = (file: string): Geo => parseGeoTable(readFileSync(file, 'utf8'))
