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
  /** Name of the network (a mobile or fixed-line operator), where the table has it. */
  network: string | null
}

export type Geo = (address: string) => Origin

export const unknownOrigin: Origin = { country: null, hosting: false, network: null }

/** A name goes into receipts and bucket keys. */
const longestNetwork = 40

type PackagedCountry = CountryResponse & { country_code?: string }

/** The country table that the package carries (CC0, no network). */
export async function openPackagedGeo(): Promise<Geo> {
  const file = createRequire(import.meta.url).resolve(
    '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
  )
  const reader = (await maxmind.open(file)) as unknown as Reader<PackagedCountry & Response>
  return (address) => {
    const found = maxmind.validate(address) ? reader.get(address) : null
    return { country: found?.country_code ?? null, hosting: false, network: null }
  }
}

/**
 * A table of one's own: lines `cidr,country,kind,network`, kind `home` or `hosting`, network a name of at
 * most 40 letters or empty, `#` starts a comment. The first matching line wins. Throws on a line that is no range.
 */
export function parseGeoTable(text: string): Geo {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [range = '', country = '', kind = 'home', network = ''] = line
        .split(',')
        .map((cell) => cell.trim())
      return {
        range: ipaddr.parseCIDR(range),
        origin: {
          country: country || null,
          hosting: kind === 'hosting',
          network: network.slice(0, longestNetwork) || null,
        },
      }
    })
  return (text) => {
    if (!ipaddr.isValid(text)) return unknownOrigin
    const address = ipaddr.process(text)
    const line = lines.find(
      ({ range: [base, bits] }) => base.kind() === address.kind() && address.match(base, bits),
    )
    return line?.origin ?? unknownOrigin
  }
}

export const readGeoTable = (file: string): Geo => parseGeoTable(readFileSync(file, 'utf8'))
