import { randomUUID } from 'node:crypto'

/** A made-up person: a home in 10.0.0.0/8 (RFC 1918) and a browser of their own. The same number, the same person. */
export interface Person {
  address: string
  device: string
}

const homes = 2 ** 24
/** Odd, so that it visits every home once; large, so that neighbours come far apart, as in a real crowd. */
const step = 10_368_889

export function personOf(number: number): Person {
  const home = (number * step) % homes
  return {
    address: `10.${home >> 16}.${(home >> 8) & 255}.${home & 255}`,
    device: `bench-device-${number.toString(36).padStart(10, '0')}`,
  }
}

const userAgent = 'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537 Chrome/150.0 Mobile Safari/537'

const headLines = (port: number, headers: Record<string, string>): string =>
  Object.entries({ host: `127.0.0.1:${port}`, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')

export const getRequest = (port: number, path: string, headers: Record<string, string> = {}): string =>
  `GET ${path} HTTP/1.1\r\n${headLines(port, headers)}\r\n`

/** The person opens the page: their token is asked for. */
export const tokenRequest = (port: number, slug: string, person: Person): string =>
  getRequest(port, `/api/v1/services/${slug}/report-token`, {
    'user-agent': userAgent,
    'x-forwarded-for': person.address,
  })

/** The person taps: what the page's own script sends. */
export function reportRequest(
  port: number,
  slug: string,
  person: Person,
  token: string | undefined,
  path = `/api/v1/services/${slug}/reports`,
): string {
  const body = JSON.stringify({ problem: 'down', device: person.device, ...(token && { token }) })
  const headers = headLines(port, {
    'user-agent': userAgent,
    'x-forwarded-for': person.address,
    'content-type': 'application/json',
    'content-length': String(body.length),
    'idempotency-key': randomUUID(),
  })
  return `POST ${path} HTTP/1.1\r\n${headers}\r\n${body}`
}
