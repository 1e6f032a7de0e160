import { beforeAll, describe, expect, it } from 'vitest'
import { type Geo, openPackagedGeo, parseGeoTable } from './geo.ts'

describe('the packaged table', () => {
  let geo: Geo
  beforeAll(async () => {
    geo = await openPackagedGeo()
  })

  it('knows the country of public addresses in both families', () => {
    expect(geo('8.8.8.8')).toEqual({ country: 'US', hosting: false, network: null })
    expect(geo('2001:4860:4860::8888').country).toMatch(/^[A-Z]{2}$/)
    expect(geo('212.138.64.1').country).toBe('SA')
  })

  it.each(['10.0.0.1', '127.0.0.1', '::1', 'junk', ''])('says nothing of %s', (address) => {
    expect(geo(address)).toEqual({ country: null, hosting: false, network: null })
  })
})

describe('a table of one’s own', () => {
  const geo = parseGeoTable(`
    # ours
    10.1.2.0/24, SA, hosting   # the first line that matches wins
    10.1.0.0/16,SA,,Gulf Net
    10.2.0.0/16,,hosting
    2001:db8::/32,EG,home
  `)

  it('tells country and kind by the first line that matches', () => {
    expect(geo('10.1.2.3')).toEqual({ country: 'SA', hosting: true, network: null })
    expect(geo('10.1.3.3')).toEqual({ country: 'SA', hosting: false, network: 'Gulf Net' })
    expect(geo('10.2.0.1')).toEqual({ country: null, hosting: true, network: null })
    expect(geo('2001:db8:9::1')).toEqual({ country: 'EG', hosting: false, network: null })
    expect(geo('::ffff:10.1.3.3')).toEqual({ country: 'SA', hosting: false, network: 'Gulf Net' })
  })

  it.each(['10.3.0.1', '2001:db9::1', 'junk', ''])('says nothing of %s', (address) => {
    expect(geo(address)).toEqual({ country: null, hosting: false, network: null })
  })

  it('fails at the start on a line that is no range', () => {
    expect(() => parseGeoTable('10.0.0.1 SA')).toThrow()
    expect(() => parseGeoTable('10.0.0.0/40,SA')).toThrow()
  })
})
