import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

// Addresses that strangers give us to send to must not lead into our own network.

/** An address of the open internet: not private, loopback, link-local, nor one that carries such a one in it. */
export function isPublicAddress(text: string): boolean {
  try {
    const address = ipaddr.process(text)
    if (address.range() !== 'unicast') return false
    // Of the new addresses one eighth is given out (2000::/3); what lies beside it leads nowhere known.
    return address.kind() === 'ipv4' || (address as ipaddr.IPv6).parts[0]! >> 13 === 1
  } catch {
    return false
  }
}

/** What may be sent to; a test may reach its own machine. */
export interface Reach {
  protocols: string[]
  /** Ports beside the protocol's own; absent: any. */
  ports?: string[]
  isAllowed(address: string): boolean
}

export const openInternet: Reach = { protocols: ['https:'], ports: ['8443'], isAllowed: isPublicAddress }

/**
 * Whether a URL may be sent to as far as its text tells. A name is looked at again when it is connected to
 * (guardedLookup); for an address in its place nothing is looked up, so it is judged here.
 */
export function isSafeUrl(text: string, { protocols, ports, isAllowed }: Reach): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (!protocols.includes(url.protocol) || url.username || url.password) return false
  if (ports && url.port && !ports.includes(url.port)) return false
  // The URL parser has brought 0x7f.1 and the like to their usual form.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(host)) return isAllowed(host)
  return host.includes('.') && !/\.(local|localhost|internal|arpa)\.?$/i.test(host)
}

/**
 * A lookup for the very connection: the addresses judged are the ones connected to, so a name that answers
 * differently the second time gains nothing.
 */
export const guardedLookup =
  ({ isAllowed }: Reach): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '')
      const refused = addresses.find(({ address }) => !isAllowed(address))
      const [first] = addresses
      if (refused || !first) return done(new Error('not an address of the open internet'), '')
      if (options.all) return done(null, addresses)
      done(null, first.address, first.family)
    })
  }
