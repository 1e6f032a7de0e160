import { describe, expect, it } from 'vitest'
import { minuteMs } from '../bucket.ts'
import { type Neighbour, networkSuspicion, relatedServices } from './together.ts'

const one = (slug: string, given: Partial<Neighbour> = {}): Neighbour => ({
  slug,
  category: 'apps',
  operator: slug,
  parent: null,
  dependsOn: [],
  ...given,
})

describe('related services', () => {
  const shop = one('shop', { dependsOn: ['cloud'] })
  const all = [
    shop,
    one('cloud', { category: 'cloud' }),
    one('shop-pay', { operator: 'shop', category: 'payments' }),
    one('bank', { category: 'banks' }),
    one('game', { category: 'games' }),
    one('news'),
    one('mail'),
    one('maps'),
  ]

  it('are upstream first, then the maker’s, then what rose together, then the category’s', () => {
    const times = new Map([
      ['bank', 2],
      ['game', 5],
      ['news', 1],
    ])
    expect(relatedServices(shop, all, times)).toEqual([
      { slug: 'cloud', why: 'upstream', times: 0 },
      { slug: 'shop-pay', why: 'maker', times: 0 },
      { slug: 'game', why: 'together', times: 5 },
      { slug: 'bank', why: 'together', times: 2 },
      { slug: 'news', why: 'category', times: 1 },
      { slug: 'mail', why: 'category', times: 0 },
    ])
  })

  it('leave room for what rose together beside a large family', () => {
    const family = Array.from({ length: 9 }, (_, n) => one(`shop-${n}`, { operator: 'shop' }))
    const found = relatedServices(shop, [...family, one('bank')], new Map([['bank', 3]]))
    expect(found.map(({ why }) => why)).toEqual([...Array(5).fill('maker'), 'together'])
  })

  it('hold neither the service itself nor one twice', () => {
    const found = relatedServices(
      shop,
      all,
      new Map([
        ['shop', 9],
        ['cloud', 9],
      ]),
    )
    expect(found.map(({ slug }) => slug)).not.toContain('shop')
    expect(new Set(found.map(({ slug }) => slug)).size).toBe(found.length)
  })
})

describe('a network behind many', () => {
  const rose = (slug: string, minute: number, given: Partial<Neighbour> = {}) => ({
    ...one(slug, given),
    onsetAt: minute * minuteMs,
  })
  const chat = one('chat')
  const network = rose('telecom', 4, { category: 'mobile' })

  it('is suspected when strangers and a network rise together, since the first of them', () => {
    const crowd = [rose('chat', 6), rose('bank', 2), rose('game', 11), network]
    expect(networkSuspicion(chat, crowd)).toBe(2 * minuteMs)
  })

  it.each([
    ['no network', [rose('chat', 6), rose('bank', 2), rose('game', 11), rose('mail', 8)]],
    ['too few', [rose('chat', 6), rose('bank', 2), network]],
    ['kin', [rose('chat', 6), rose('bank', 2), rose('chat-pro', 7, { operator: 'chat' }), network]],
    [
      'one operator',
      [rose('chat', 6), rose('a', 5, { operator: 'x' }), rose('b', 5, { operator: 'x' }), network],
    ],
    ['another time', [rose('chat', 30), rose('bank', 2), rose('game', 11), network]],
    ['this one is calm', [rose('bank', 2), rose('game', 11), rose('mail', 8), network]],
  ])('is not suspected: %s', (_what, crowd) => expect(networkSuspicion(chat, crowd)).toBeNull())

  it('is no excuse for a network', () => {
    const telecom = one('telecom', { category: 'mobile' })
    expect(networkSuspicion(telecom, [rose('chat', 6), rose('bank', 2), rose('game', 4), network])).toBeNull()
  })
})
