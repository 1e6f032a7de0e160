import { describe, expect, it } from 'vitest'
import type { Series } from '../bucket.ts'
import { drawChart } from './chart-draw.ts'
import { leapOf, nextIncident, readBucket, restingIndex } from './chart-read.ts'

const from = Date.parse('2026-03-17T00:00:00Z')
const now = Date.parse('2026-03-17T02:20:00Z')

const series: Series = {
  range: '24h',
  bucketMinutes: 15,
  from: new Date(from).toISOString(),
  reporters: [1, 2, 40, 60, 3, null, 2, 30, 50, 4],
  usual: new Array(10).fill(1.5),
  alert: new Array(10).fill(9),
}

const drawing = drawChart({
  series,
  now,
  zone: 'UTC',
  spans: [
    { status: 'possible', from: '2026-03-17T00:30:00Z', to: '2026-03-17T01:00:00Z' },
    { status: 'major', from: '2026-03-17T01:45:00Z', to: null },
  ],
  official: [{ number: 1, stage: 'identified', at: '2026-03-17T02:05:00Z', body: '', lang: 'en', url: null }],
})

describe('reading a chart', () => {
  it('gives a bucket with its levels, its word and the official updates in it', () => {
    expect(readBucket(series, drawing, 8)).toEqual({
      from: from + 8 * 900_000,
      to: from + 9 * 900_000,
      reporters: 50,
      usual: 1.5,
      alert: 9,
      status: 'major',
      isCurrent: false,
      official: [1],
    })
    expect(readBucket(series, drawing, 5)).toMatchObject({ reporters: null, status: null })
    expect(readBucket(series, drawing, 99)).toMatchObject({ reporters: 4, isCurrent: true })
  })

  it('rests on the latest complete bucket', () => {
    expect(restingIndex(drawing)).toBe(8)
  })

  it('leaps an hour on a day, a day on a week', () => {
    expect(leapOf(series)).toBe(4)
    expect(leapOf({ ...series, range: '7d', bucketMinutes: 60 })).toBe(24)
    expect(leapOf({ ...series, range: '30d', bucketMinutes: 360 })).toBe(4)
  })

  it('goes from incident to incident', () => {
    expect(nextIncident(drawing, 0, 1)).toBe(2)
    expect(nextIncident(drawing, 2, 1)).toBe(7)
    expect(nextIncident(drawing, 7, 1)).toBeNull()
    expect(nextIncident(drawing, 9, -1)).toBe(7)
  })
})
