import { describe, expect, test } from 'vitest'
import { minuteMs } from '../bucket.ts'
import { blamed, collateralOf, quiet, trouble } from './attribution.fixture.ts'
import { attribute, type Standing } from './attribution.ts'

/** Eastern time of 22 February 2024 (UTC - 5). */
const et = (hour: number, minute: number): number => Date.UTC(2024, 1, 22, hour + 5, minute)

const us = { markets: ['US'] }
/** The neighbours as the catalogue has them. Onsets and usual counts are assumed; press figures are heights. */
const american = {
  att: { onset: et(3, 30), usual: 20, more: { ...us, operator: 'att' } },
  verizon: { onset: et(3, 50), usual: 15, more: { ...us, operator: 'verizon' } },
  't-mobile': { onset: et(3, 55), usual: 12, more: { ...us, operator: 't-mobile-us' } },
  cricket: { onset: et(3, 40), usual: 3, more: { ...us, operator: 'att', dependsOn: ['att'] } },
  boost: {
    onset: et(4, 10),
    usual: 2,
    more: { ...us, operator: 'echostar', dependsOn: ['att', 't-mobile'] },
  },
}
type American = keyof typeof american

function thatDay(heights: Partial<Record<American, number>>): Standing[] {
  return (Object.keys(american) as American[]).map((slug) => {
    const { onset, usual, more } = american[slug]
    const height = heights[slug]
    return height === undefined
      ? quiet(slug, { usual15m: usual, reporters15m: usual, ...more })
      : trouble(slug, onset, height, { usual15m: usual, ...more })
  })
}

describe('blamed for a neighbour', () => {
  test.each<[string, Partial<Record<American, number>>, American[]]>([
    ['04:00–04:30', { att: 32_000, verizon: 800, 't-mobile': 800 }, ['t-mobile', 'verizon']],
    ['07:00', { att: 50_000, verizon: 3000, 't-mobile': 1100 }, ['t-mobile', 'verizon']],
    ['07:50', { att: 71_000, verizon: 3500, 't-mobile': 1500 }, ['t-mobile', 'verizon']],
    ['09:15', { att: 74_000, verizon: 3500, 't-mobile': 1500 }, ['t-mobile', 'verizon']],
    [
      '12:00',
      { att: 58_000, cricket: 9000, verizon: 2000, 't-mobile': 1400, boost: 700 },
      ['boost', 't-mobile', 'verizon'],
    ],
  ])('AT&T, 22 February 2024, %s', (_time, heights, expected) => {
    const hints = attribute(thatDay(heights))
    expect(blamed(hints)).toEqual(expected)
    for (const slug of expected) expect(collateralOf(hints, slug)!.leader).toBe('att')
  })

  test('the hint has its numbers, and is plain data', () => {
    const hints = attribute(thatDay({ att: 74_000, verizon: 3500 }))
    expect(JSON.parse(JSON.stringify(hints.get('verizon')))).toEqual([
      {
        kind: 'collateral',
        leader: 'att',
        leaderReporters15m: 74_000,
        leaderUsual15m: 20,
        reporters15m: 3500,
        usual15m: 15,
        ratio: 3485 / 73_980,
      },
    ])
  })

  test('Cricket is spared twice: by its share, and because it stands on AT&T', () => {
    const share = thatDay({ att: 58_000, cricket: 9000 })
    expect(blamed(attribute(share.map((one) => ({ ...one, dependsOn: [], operator: null }))))).toEqual([])
    const small = thatDay({ att: 58_000, cricket: 900 })
    expect(blamed(attribute(small))).toEqual([])
    expect(blamed(attribute(small.map((one) => ({ ...one, operator: null }))))).toEqual([])
    expect(blamed(attribute(small.map((one) => ({ ...one, dependsOn: [], operator: null }))))).toEqual([
      'cricket',
    ])
  })

  test('Threads fell with Instagram on 11 December 2024, and Facebook changes nothing of that', () => {
    const onset = Date.UTC(2024, 11, 11, 17, 40)
    const social = { category: 'social' }
    const facebook = trouble('facebook', onset, 107_005, social)
    const instagram = trouble('instagram', onset, 68_108, social)
    const threads = trouble('threads', onset, 789, { ...social, dependsOn: ['instagram'] })
    expect(blamed(attribute([facebook, instagram, threads]))).toEqual([])
    // Were Instagram well, it would be the bystander of a stranger, but not of its own operator.
    const alone = [facebook, quiet('instagram', social), threads]
    expect(blamed(attribute(alone))).toEqual(['threads'])
    expect(blamed(attribute(alone.map((one) => ({ ...one, operator: 'meta' }))))).toEqual([])
  })

  test.each([
    [-5, ['small']],
    [-6, []],
    [0, ['small']],
    [300, ['small']],
  ])('a bystander may seem %d minutes late, not more than five early', (minutes, expected) => {
    const hints = attribute([
      trouble('great', et(9, 0), 5000),
      trouble('small', et(9, 0) + minutes * minuteMs, 100),
    ])
    expect(blamed(hints)).toEqual(expected)
  })

  test.each<[string, Partial<Standing>, Partial<Standing>, string[]]>([
    ['of another category', { category: 'games' }, { category: 'social' }, []],
    [
      'that stands on it: people report AWS',
      { category: 'cloud' },
      { category: 'social', dependsOn: ['small'] },
      ['small'],
    ],
    [
      'that is its part: people report GitHub',
      { operator: 'one' },
      { parent: 'small', operator: 'one' },
      ['small'],
    ],
    ['it stands on', { dependsOn: ['great'] }, {}, []],
    ['it is a part of', { parent: 'great' }, {}, []],
    ['of the same operator', { operator: 'one' }, { operator: 'one' }, []],
    ['of another country', { markets: ['KW', 'SA'] }, { markets: ['US'] }, []],
    ['of one country of several', { markets: ['KW', 'SA'] }, { markets: ['SA', 'EG'] }, ['small']],
    ['used everywhere', { markets: ['SA'] }, { markets: [] }, ['small']],
    ['of one country, itself used everywhere', { markets: [] }, { markets: ['SA'] }, ['small']],
    ['with an unknown onset', {}, { onsetAt: null }, []],
    ['while it is back to usual', { reporters15m: 10, status: 'recovering' }, {}, []],
    ['less than ten times as great', { reporters15m: 510 }, { reporters15m: 5010 }, []],
  ])('beside a service %s', (_case, small, great, expected) => {
    expect(
      blamed(attribute([trouble('great', et(9, 0), 5000, great), trouble('small', et(9, 1), 100, small)])),
    ).toEqual(expected)
  })

  test('of several leaders the one with the largest excess that was not later', () => {
    const hints = attribute([
      trouble('late', et(9, 30), 90_000),
      trouble('greatest', et(9, 2), 60_000),
      trouble('first', et(8, 0), 50_000),
      trouble('small', et(9, 5), 100),
      trouble('early', et(8, 30), 100),
    ])
    expect(collateralOf(hints, 'small')!.leader).toBe('greatest')
    expect(collateralOf(hints, 'early')!.leader).toBe('first')
  })
})
