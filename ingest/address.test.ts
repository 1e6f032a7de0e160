import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientAddress, createAddressList, unitsOf } from './address.ts'

const octet = fc.integer({ min: 0, max: 255 })
const ipv4 = fc.tuple(octet, octet, octet, octet).map((bytes) => bytes.join('.'))
const word = fc.integer({ min: 0, max: 0xffff }).map((part) => part.toString(16))
const ipv6 = fc.array(word, { minLength: 8, maxLength: 8 }).map((words) => words.join(':'))
const junk = fc.oneof(fc.string(), fc.constantFrom('unknown', '_hidden', '1.2.3', '1.2.3.4:80', '[::1]', ','))
const forwarded = fc.array(fc.oneof(ipv4, ipv6, junk), { maxLength: 6 }).map((hops) => hops.join(','))

const noProxies = createAddressList([])
const ours = createAddressList(['127.0.0.0/8', '10.0.0.0/8', '::1', '2001:db8:cafe::/48'])

describe('the address of a client', () => {
  it('is the socket, whatever a stranger writes into X-Forwarded-For', () => {
    fc.assert(
      fc.property(ipv4, forwarded, (socket, header) => {
        expect(clientAddress(socket, header, noProxies)).toBe(socket)
      }),
    )
  })

  it('is what our proxy saw, whatever a stranger wrote before it', () => {
    const stranger = ipv4.filter((address) => !ours(address))
    fc.assert(
      fc.property(forwarded, stranger, (forged, seen) => {
        expect(clientAddress('127.0.0.1', `${forged}, ${seen}`, ours)).toBe(seen)
      }),
    )
  })

  it('is the nearest hop that is no proxy of ours', () => {
    expect(clientAddress('10.1.1.1', '198.51.100.1, 203.0.113.9, 10.9.9.9 , 127.0.0.1', ours)).toBe(
      '203.0.113.9',
    )
    expect(clientAddress('::1', '2001:db8:1::7, 2001:db8:cafe::3', ours)).toBe('2001:db8:1::7')
  })

  it('is the farthest proxy when the request began inside the house', () => {
    expect(clientAddress('127.0.0.1', '10.1.2.3, 10.0.0.1', ours)).toBe('10.1.2.3')
    expect(clientAddress('127.0.0.1', undefined, ours)).toBe('127.0.0.1')
    expect(clientAddress('127.0.0.1', ' , ', ours)).toBe('127.0.0.1')
  })

  it.each(['unknown', '203.0.113.9:', '[203.0.113.9', '<script>', '999.1.1.1'])(
    'is unreadable when the nearest hop is %s, and never the hop behind it',
    (hop) => {
      expect(clientAddress('127.0.0.1', `198.51.100.1, ${hop}`, ours)).toBeNull()
    },
  )

  it.each([
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8:1::7]:443', '2001:db8:1::7'],
    ['[2001:db8:1::7]', '2001:db8:1::7'],
  ])('is read when a proxy adds the port: %s', (hop, address) => {
    expect(clientAddress('127.0.0.1', `198.51.100.1, ${hop}`, ours)).toBe(address)
  })

  it('is IPv4 when it comes dressed as IPv6, from a socket and from a header', () => {
    expect(clientAddress('::ffff:203.0.113.9', undefined, noProxies)).toBe('203.0.113.9')
    expect(clientAddress('::ffff:127.0.0.1', '::ffff:203.0.113.9', ours)).toBe('203.0.113.9')
  })

  it('is unreadable when the socket has none', () => {
    expect(clientAddress('', undefined, noProxies)).toBeNull()
  })
})

describe('a list of ranges', () => {
  it('knows single addresses and ranges, each of its own family', () => {
    const list = createAddressList(['192.0.2.7', '198.51.100.0/24', '2001:db8::/32'])
    expect(['192.0.2.7', '198.51.100.255', '2001:db8:ffff::1', '::ffff:192.0.2.7'].every(list)).toBe(true)
    expect(['192.0.2.8', '198.51.101.0', '2001:db9::1', 'junk', ''].some(list)).toBe(false)
  })

  it.each(['10.0.0.0/33', 'proxy.example', '10.0.0.0/8/8', ''])('refuses %s at the start', (range) => {
    expect(() => createAddressList([range])).toThrow()
  })
})

describe('units and prefixes', () => {
  it('are /32 and /24 in IPv4, and the same for its IPv6 dress', () => {
    fc.assert(
      fc.property(octet, octet, octet, octet, (a, b, c, d) => {
        const found = { unit: `${a}.${b}.${c}.${d}/32`, prefix: `${a}.${b}.${c}.0/24` }
        expect(unitsOf(`${a}.${b}.${c}.${d}`)).toEqual(found)
        expect(unitsOf(`::ffff:${a}.${b}.${c}.${d}`)).toEqual(found)
      }),
    )
  })

  it('are /64 and /48 in IPv6: a household is one, however many addresses it has', () => {
    const household = unitsOf('2001:db8:1:2::1')
    expect(household).toEqual({ unit: '2001:db8:1:2::/64', prefix: '2001:db8:1::/48' })
    fc.assert(
      fc.property(word, word, word, word, (...words) => {
        expect(unitsOf(`2001:db8:1:2:${words.join(':')}`)).toEqual(household)
      }),
    )
    expect(unitsOf('2001:db8:1:3::1')).toEqual({ unit: '2001:db8:1:3::/64', prefix: '2001:db8:1::/48' })
    expect(unitsOf('2001:db8:2:2::1')!.prefix).not.toBe(household!.prefix)
  })

  it.each(['', 'unknown', '256.1.1.1', '1.2.3.4/8', '1.2.3.4:80', '[::1]', '٣.1.1.1', ':::'])(
    'are none for %s',
    (text) => {
      expect(unitsOf(text)).toBeNull()
    },
  )
})
