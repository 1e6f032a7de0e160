import { createSecretKey, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { browserFamily, classOf, reporterKeys } from './reporter.ts'

const today = createSecretKey(Buffer.alloc(32, 1))
const tomorrow = createSecretKey(Buffer.alloc(32, 2))
const units = { unit: '203.0.113.9/32', prefix: '203.0.113.0/24' }
const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36'
const keysOf = (
  given: { salt?: KeyObject; service?: string; unit?: string; agent?: string; device?: string } = {},
) => {
  const { salt = today, service = 'service-1', unit = units.unit, agent = chrome, device = 'device' } = given
  const { reporterKey, unitKey, prefixKey } = reporterKeys(salt, service, { ...units, unit }, agent, device)
  return [reporterKey, unitKey, prefixKey].map((key) => key.toString('hex'))
}

describe('keys of a reporter', () => {
  it('are the same within a day, and of 16 bytes', () => {
    expect(keysOf()).toEqual(keysOf())
    expect(keysOf().map((key) => key.length)).toEqual([32, 32, 32])
    expect(new Set(keysOf()).size).toBe(3)
  })

  it('all differ by day and by service, so that nothing can be joined', () => {
    const all = [keysOf(), keysOf({ salt: tomorrow }), keysOf({ service: 'service-2' })].flat()
    expect(new Set(all).size).toBe(9)
  })

  it('tell two devices, two lines and two browsers apart, in one unit and prefix', () => {
    const [person, unit, prefix] = keysOf()
    for (const other of [keysOf({ device: 'other' }), keysOf({ agent: 'Firefox/150' })]) {
      expect(other[0]).not.toBe(person)
      expect(other.slice(1)).toEqual([unit, prefix])
    }
    const neighbour = keysOf({ unit: '203.0.113.10/32' })
    expect(neighbour[0]).not.toBe(person)
    expect(neighbour[1]).not.toBe(unit)
    expect(neighbour[2]).toBe(prefix)
  })

  it('do not change with a browser’s version', () => {
    expect(keysOf({ agent: chrome.replace('150', '151') })).toEqual(keysOf())
  })

  it('cannot be made alike by moving text from one field to the next', () => {
    expect(keysOf({ agent: 'x', device: 'y' })[0]).not.toBe(keysOf({ agent: 'x', device: 'other\u0000y' })[0])
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
        fc.pre(one !== other)
        expect(keysOf({ device: one })[0]).not.toBe(keysOf({ device: other })[0])
      }),
    )
  })
})

describe('a browser family', () => {
  it.each([
    [chrome, 'chrome'],
    [`${chrome} Edg/150.0`, 'edge'],
    ['Mozilla/5.0 (iPhone) AppleWebKit/605 CriOS/150 Mobile Safari/604', 'chrome-mobile'],
    ['Mozilla/5.0 (iPhone) AppleWebKit/605 Version/19.0 Mobile Safari/604', 'safari-mobile'],
    ['Mozilla/5.0 (Linux; Android 16) SamsungBrowser/30 Chrome/140 Mobile Safari/537', 'samsung-mobile'],
    ['Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/150.0', 'firefox'],
    ['curl/8.5.0', 'other'],
    ['', 'other'],
  ])('of %s is %s', (agent, family) => {
    expect(browserFamily(agent)).toBe(family)
  })
})

describe('the class of a report', () => {
  const home = { country: 'SA', hosting: false, network: null }
  it.each([
    ['at home with our token', home, ['SA'], true, 'page'],
    ['at home without', home, ['SA'], false, 'untokened'],
    [
      'from abroad, token or not',
      { country: 'BR', hosting: false, network: null },
      ['SA', 'AE'],
      true,
      'away',
    ],
    [
      'from a data centre, wherever',
      { country: 'SA', hosting: true, network: null },
      ['SA'],
      true,
      'hosting',
    ],
    [
      'of a service that is used everywhere',
      { country: 'BR', hosting: false, network: null },
      [],
      true,
      'page',
    ],
    [
      'from a network the table lacks',
      { country: null, hosting: false, network: null },
      ['SA'],
      true,
      'page',
    ],
  ] as const)('%s: %j', (_name, origin, markets, token, expected) => {
    expect(classOf(origin, [...markets], token)).toBe(expected)
  })
})
