import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** What of a network address the intake works with. None of it is stored or logged. */
export interface AddressUnits {
  /** One line or household: /32, or /64 in IPv6. */
  unit: string
  /** Its neighbourhood: /24, or /48 in IPv6. */
  prefix: string
}

const parse = (text: string): Address | null => {
  try {
    // ::ffff:1.2.3.4 is the IPv4 address it carries.
    return ipaddr.process(text.trim())
  } catch {
    return null
  }
}

const network = (address: Address, bits: number): string => {
  const bytes = address.toByteArray()
  const kept = bytes.map((byte, index) =>
    index * 8 + 8 <= bits ? byte : index * 8 >= bits ? 0 : byte & (0xff << (8 - (bits % 8))),
  )
  return `${ipaddr.fromByteArray(kept).toString()}/${bits}`
}

/** Unit and prefix of an address; null if it is none. */
export function unitsOf(address: string): AddressUnits | null {
  const parsed = parse(address)
  if (!parsed) return null
  return parsed.kind() === 'ipv4'
    ? { unit: network(parsed, 32), prefix: network(parsed, 24) }
    : { unit: network(parsed, 64), prefix: network(parsed, 48) }
}

const unreadable: AddressUnits = { unit: 'unreadable', prefix: 'unreadable' }

/** The same for anybody: all whose address cannot be read share one unit. They count, but never as many. */
export const unitsFor = (address: string | null): AddressUnits => (address && unitsOf(address)) || unreadable

/** Whether an address is in a list. */
export type AddressList = (address: string | Address) => boolean

/** A list of CIDR ranges as a question. Throws on a range that is none: a setting must not fail silently. */
export function createAddressList(ranges: string[]): AddressList {
  const parsed = ranges.map((range) =>
    range.includes('/')
      ? ipaddr.parseCIDR(range)
      : ([ipaddr.parse(range), range.includes(':') ? 128 : 32] as [Address, number]),
  )
  const contains = (address: Address) =>
    parsed.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits))
  // Nearly everything comes from the same few proxies, or by the same address again.
  let last = { text: '', found: false }
  return (given) => {
    if (typeof given !== 'string') return contains(given)
    if (given !== last.text) {
      const address = parse(given)
      last = { text: given, found: address !== null && contains(address) }
    }
    return last.found
  }
}

/** Some proxies write the port, too: 203.0.113.7:4711, [2001:db8::7]:443. */
const withPort = /^\[([^\]]+)\](?::\d+)?$|^([\d.]+):\d+$/

const parseHop = (text: string): Address | null => {
  const hop = text.trim()
  const [, six, four] = withPort.exec(hop) ?? []
  return parse(six ?? four ?? hop)
}

/**
 * The client's address: the socket's, unless that is a proxy of ours; then X-Forwarded-For is walked from
 * the right to the first hop that is not. What a stranger writes further left is never believed.
 */
export function clientAddress(
  socketAddress: string,
  forwardedFor: string | undefined,
  isTrusted: AddressList,
): string | null {
  if (!isTrusted(socketAddress)) return parse(socketAddress)?.toString() ?? null
  const hops = (forwardedFor ?? '').split(',').filter((hop) => hop.trim() !== '')
  for (const hop of hops.reverse()) {
    const address = parseHop(hop)
    if (!address) return null
    if (!isTrusted(address)) return address.toString()
  }
  return hops.length === 0 ? socketAddress : (parseHop(hops.at(-1) ?? '')?.toString() ?? null)
}
