import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minuteMs, type Range, rangeSpan, ranges, type Series } from './bucket.ts'
import { followMinutes } from './follow.ts'

const start = Date.parse('2026-03-17T00:00:00Z')
const iso = (at: number) => new Date(at).toISOString()

/** The series of a range at `now` out of a minute-by-minute record that begins at `start`. */
function seriesAt(range: Range, minutes: number[], now: number): Series {
  const { bucketMinutes, buckets } = ranges[range]
  const { from } = rangeSpan(range, now)
  const reporters = new Array<number>(buckets + 1).fill(0)
  minutes.forEach((count, minute) => {
    const at = start + minute * minuteMs
    const bucket = Math.floor((at - from) / (bucketMinutes * minuteMs))
    if (at <= now && bucket >= 0) reporters[bucket]! += count
  })
  return {
    range,
    bucketMinutes,
    from: iso(from),
    reporters,
    usual: reporters.map(() => 2),
    alert: reporters.map(() => 9),
  }
}

const recentAt = (minutes: number[], now: number, length: number) => {
  const last = Math.floor((now - start) / minuteMs)
  const first = Math.max(0, last - length + 1)
  return { from: iso(start + first * minuteMs), reporters: minutes.slice(first, last + 1) }
}

const total = (series: Series) => series.reporters.reduce<number>((sum, count) => sum + (count ?? 0), 0)

describe('followMinutes', () => {
  it('ends where a fresh load would: same window, same counts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Range>('1h', '24h', '7d', '30d'),
        fc.array(fc.nat(40), { minLength: 30, maxLength: 240 }),
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }),
        (range, minutes, steps) => {
          let now = start + 12 * minuteMs
          let series = seriesAt(range, minutes, now)
          let known = recentAt(minutes, now, 10)
          for (const step of steps) {
            if ((now + step * minuteMs - start) / minuteMs >= minutes.length) break
            now += step * minuteMs
            const folded = followMinutes(series, known, recentAt(minutes, now, 10), now)
            series = folded.series
            known = folded.known
          }
          expect(series).toEqual(seriesAt(range, minutes, now))
        },
      ),
      { numRuns: 40 },
    )
  })

  it('adds exactly what is new, and nothing the second time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(30), { minLength: 5, maxLength: 5 }),
        fc.array(fc.nat(30), { minLength: 5, maxLength: 5 }),
        (before, after) => {
          const now = start + 4 * minuteMs
          const known = { from: iso(start), reporters: before }
          const next = { from: iso(start), reporters: after }
          const series = seriesAt('24h', before, now)
          const once = followMinutes(series, known, next, now)
          expect(total(once.series) - total(series)).toBe(
            after.reduce((sum, count) => sum + count, 0) - before.reduce((sum, count) => sum + count, 0),
          )
          const twice = followMinutes(once.series, once.known, next, now)
          expect(twice.series).toBe(once.series)
          expect(twice.known).toEqual(once.known)
        },
      ),
    )
  })

  it('carries usual and alert level into a new bucket', () => {
    const minutes = new Array<number>(40).fill(1)
    const now = start + 14 * minuteMs
    const series = seriesAt('24h', minutes, now)
    const later = now + 2 * minuteMs
    const { series: moved } = followMinutes(
      series,
      recentAt(minutes, now, 10),
      recentAt(minutes, later, 10),
      later,
    )
    expect(moved.usual.at(-1)).toBe(2)
    expect(moved.alert.at(-1)).toBe(9)
    expect(moved.reporters).toHaveLength(97)
    expect(moved.reporters.at(-1)).toBe(2)
  })

  it('leaves buckets that no minute spoke of empty, not zero', () => {
    const minutes = new Array<number>(90).fill(1)
    const now = start + 14 * minuteMs
    const later = start + 75 * minuteMs
    const { series } = followMinutes(
      seriesAt('24h', minutes, now),
      recentAt(minutes, now, 10),
      recentAt(minutes, later, 10),
      later,
    )
    expect(series.reporters.slice(-6)).toEqual([15, null, null, null, 9, 1])
  })

  it('leaves alone minutes older than all that is known', () => {
    const now = start + 9 * minuteMs
    const minutes = new Array<number>(10).fill(3)
    const series = seriesAt('24h', minutes, now)
    const known = recentAt(minutes, now, 4)
    expect(followMinutes(series, known, recentAt(minutes, now, 10), now).series).toBe(series)
  })
})
