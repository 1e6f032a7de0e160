import { describe, expect, it } from 'vitest'
import { minuteMs } from './bucket.ts'
import { detectorWord, missingByDay, stripDays } from './platform.ts'

const now = Date.parse('2026-03-17T12:00:00Z')

describe('how the site itself is doing', () => {
  it('is late when the detector has not run for a while, and says when it cannot know', () => {
    expect(detectorWord(now - 10_000, now)).toBe('ok')
    expect(detectorWord(now - 3 * minuteMs, now)).toBe('late')
    expect(detectorWord(now - 60 * minuteMs, now)).toBe('down')
    expect(detectorWord(null, now)).toBe('unknown')
  })

  it('counts a gap on the days it touches, and nothing before the beginning', () => {
    const midnight = Date.parse('2026-03-16T00:00:00Z')
    const gaps = [{ from: midnight - 30 * minuteMs, to: midnight + 10 * minuteMs }]
    const days = missingByDay(gaps, Date.parse('2026-03-10T09:00:00Z'), now)
    expect(days).toHaveLength(stripDays)
    expect(days.at(-1)).toEqual({ day: '2026-03-17', missingMinutes: 0 })
    expect(days.at(-2)!.missingMinutes).toBe(10)
    expect(days.at(-3)!.missingMinutes).toBe(30)
    expect(days.find(({ day }) => day === '2026-03-10')!.missingMinutes).toBe(0)
    expect(days.find(({ day }) => day === '2026-03-09')!.missingMinutes).toBeNull()
  })
})
