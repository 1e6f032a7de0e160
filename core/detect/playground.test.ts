import { describe, expect, it } from 'vitest'
import { minuteMs } from '../bucket.ts'
import { createDetector } from './detect.ts'
import { compare, createMinutes, type Minutes, play, ruleAsked, spreadQuarter, teach } from './playground.ts'
import { ruleInForce } from './rule.ts'
import type { StatusChange } from './verdict.ts'

const from = Date.parse('2026-03-02T00:00:00Z')
const day = 1440

/** Four weeks of about 30 people an hour, with a clear and a faint rise in the last two. */
function weeks(breadth = Number.NaN): Minutes {
  const minutes = createMinutes(from, 28 * day)
  let seed = 7
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed / 2147483648
  }
  for (let i = 0; i < minutes.evidence.length; i++) {
    const isClear = i >= 20 * day && i < 20 * day + 60
    const isFaint = i >= 25 * day && i < 25 * day + 40
    const rate = isClear ? 12 : isFaint ? 1.6 : 0.5
    let people = 0
    for (let p = Math.exp(-rate), sum = p, u = random(); u > sum && people < 60; ) {
      people++
      p *= rate / people
      sum += p
    }
    minutes.evidence[i] = minutes.reporters[i] = minutes.count[i] = people
    minutes.breadth[i] = breadth
  }
  return minutes
}

function run<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

const minutes = weeks()
const taught = run(teach(minutes, 14 * day))
const played = (rule: Partial<typeof ruleInForce>, given = minutes) =>
  run(play(given, 14 * day, taught, { ...ruleInForce, ...rule }))

describe('the playground', () => {
  it('says under the rule in force what the detector of the watch says', () => {
    const detector = createDetector({ firstMinute: from })
    const changes: StatusChange[] = []
    for (let i = 0; i < minutes.evidence.length; i++) {
      const evidence = minutes.evidence[i]!
      const input = { minute: from + i * minuteMs, evidence, count: evidence, breadth: null }
      const { change } = detector.step(input)
      if (change && i >= 14 * day) changes.push(change)
    }
    const opened = changes.filter((change) => change.from === 'none')
    expect(opened.length).toBeGreaterThan(0)
    expect(played({}).map((one) => one.detectedAt)).toEqual(opened.map((change) => change.at))
  })

  it('finds the clear rise and loses the faint one as the threshold rises', () => {
    const counts = [4, 9, 15, 30].map((possibleNats) => played({ possibleNats, majorNats: 60 }).length)
    expect(counts.toSorted((a, b) => b - a)).toEqual(counts)
    expect(counts[0]).toBeGreaterThan(counts[2]!)
    const [clear] = played({ possibleNats: 15 })
    expect(Math.abs(clear!.startedAt - (from + 20 * day * minuteMs))).toBeLessThan(10 * minuteMs)
  })

  it('asks for networks where they were measured, and only there', () => {
    const narrow = weeks(3)
    expect(played({}, narrow)).toEqual([])
    expect(played({ possibleNetworks: 3 }, narrow).length).toBeGreaterThan(0)
    expect(played({ possibleNetworks: 50, majorNetworks: 50 }).length).toBeGreaterThan(0)
  })

  it('tells new from lost by whether they touch', () => {
    const real = [
      { startedAt: 0, endedAt: 60 * minuteMs },
      { startedAt: 500 * minuteMs, endedAt: 560 * minuteMs },
    ]
    const one = { detectedAt: 0, worst: 'major' as const, spans: [] }
    const would = [
      { ...one, startedAt: 5 * minuteMs, endedAt: 40 * minuteMs },
      { ...one, startedAt: 900 * minuteMs, endedAt: null },
    ]
    const { fresh, lost } = compare(real, would)
    expect([fresh, lost]).toEqual([[would[1]], [real[1]]])
  })

  it('takes what is out of bounds for the bound, and nonsense for what is in force', () => {
    expect(ruleAsked({})).toEqual(ruleInForce)
    expect(ruleAsked({ possibleNats: Number.NaN, factor: 1e9 })).toEqual({ ...ruleInForce, factor: 10 })
    expect(ruleAsked({ possibleNats: 20 }).majorNats).toBe(20)
  })

  it('spreads a quarter of an hour over its minutes and loses nobody', () => {
    for (const people of [0, 1, 7, 15, 40]) {
      const spread = spreadQuarter(people)
      expect(spread).toHaveLength(15)
      expect(spread.reduce((a, b) => a + b, 0)).toBe(people)
      expect(Math.max(...spread) - Math.min(...spread)).toBeLessThanOrEqual(1)
    }
  })
})
