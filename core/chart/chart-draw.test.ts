import { describe, expect, it } from 'vitest'
import { minuteMs, type Range, rangeSpan, ranges, type Series } from '../bucket.ts'
import { drawChart, holdMaximum, peakOf } from './chart-draw.ts'
import { mergeFlags } from './chart-notes.ts'
import { bucketStatuses } from './chart-spans.ts'
import { chartTicks } from './chart-ticks.ts'
import { daysAgo, zoneOffset } from './chart-zone.ts'

const now = Date.parse('2026-03-17T11:46:20Z')

function series(range: Range, set: Record<number, number | null> = {}, at = now): Series {
  const { bucketMinutes, buckets } = ranges[range]
  const reporters: (number | null)[] = Array.from({ length: buckets + 1 }, (_, index) => index % 3)
  for (const [index, count] of Object.entries(set)) reporters[Number(index)] = count
  return {
    range,
    bucketMinutes,
    from: new Date(rangeSpan(range, at).from).toISOString(),
    reporters,
    usual: reporters.map(() => 1),
    alert: reporters.map(() => 6),
  }
}

const texts = (range: Range, zone: string, layout: 'wide' | 'narrow', at = now) =>
  chartTicks(series(range, {}, at), at, zone)
    .filter((tick) => tick[layout])
    .map((tick) =>
      tick.kind === 'time'
        ? new Date(tick.at + zoneOffset(tick.at, zone) * minuteMs).toISOString().slice(11, 16)
        : tick.kind,
    )

const draw = (chart: Series, more: Partial<Parameters<typeof drawChart>[0]> = {}) =>
  drawChart({ series: chart, spans: [], official: [], now, zone: 'Asia/Riyadh', ...more })

const span = (status: 'possible' | 'major' | 'recovering', from: string, to: string | null) => ({
  status,
  from: `2026-03-17T${from}:00Z`,
  to: to && `2026-03-17T${to}:00Z`,
})

const word = (number: number, at: string, stage: 'investigating' | 'maintenance' = 'investigating') => ({
  number,
  stage,
  at: `2026-03-17T${at}:00Z`,
  body: '',
  lang: 'en',
  url: null,
})

describe('ticks', () => {
  it('stand on round local hours away from the ends', () => {
    expect(texts('24h', 'Asia/Riyadh', 'wide')).toEqual(['start', '21:00', '03:00', '09:00', 'now'])
    expect(texts('24h', 'Asia/Riyadh', 'narrow')).toEqual(['start', '03:00', 'now'])
    expect(texts('1h', 'Asia/Riyadh', 'wide')).toEqual(['start', '14:00', '14:15', '14:30', 'now'])
  })

  it('are true in zones with half and quarter hours', () => {
    for (const zone of ['Asia/Kolkata', 'America/St_Johns', 'Pacific/Auckland', 'Asia/Kathmandu'])
      expect(
        texts('24h', zone, 'wide')
          .slice(1, -1)
          .every((text) => /^(00|03|06|09|12|15|18|21):00$/.test(text)),
      ).toBe(true)
  })

  it('stay on local hours across a change of clocks', () => {
    const spring = Date.parse('2026-03-29T12:20:00Z')
    const times = texts('24h', 'Europe/Berlin', 'wide', spring).slice(1, -1)
    expect(times.length).toBeGreaterThan(1)
    expect(times.every((text) => text.endsWith(':00'))).toBe(true)
    expect(zoneOffset(spring, 'Europe/Berlin')).toBe(120)
    expect(zoneOffset(spring - 86_400_000, 'Europe/Berlin')).toBe(60)
  })

  it('name days in a week and dates in a month', () => {
    expect(
      texts('7d', 'Asia/Riyadh', 'wide').filter((text) => text === 'weekday').length,
    ).toBeGreaterThanOrEqual(4)
    expect(texts('30d', 'UTC', 'wide').filter((text) => text === 'date')).toHaveLength(3)
  })

  it('leave room for ends that say their day', () => {
    const past = { ...series('1h'), range: 'incident' as const }
    const [from, end] = [Date.parse(past.from), Date.parse(past.from) + 3_600_000]
    const between = (when: number) => chartTicks(past, when, 'UTC').slice(1, -1)
    expect(between(end + 3_600_000)).toHaveLength(3)
    // Days later the ends say "17 March, 11:45", and a time beside them would touch.
    for (const { x } of between(from + 9 * 86_400_000)) expect(Math.abs(x - 0.5)).toBeLessThan(0.3)
  })

  it('know yesterday by the local calendar', () => {
    const evening = Date.parse('2026-03-16T21:30:00Z')
    expect(daysAgo(evening, now, 'UTC')).toBe(1)
    expect(daysAgo(evening, now, 'Asia/Riyadh')).toBe(0)
  })
})

describe('incidents', () => {
  const spans = [span('possible', '08:50', '08:56'), span('major', '08:56', null)]

  it('give each bucket the loudest word that touches it', () => {
    const statuses = bucketStatuses(series('24h'), spans, now)
    expect(statuses[83]).toBe('none')
    expect(statuses[84]).toBe('major')
    expect(statuses.at(-1)).toBe('major')
    expect(bucketStatuses(series('24h', { 90: null }), spans, now)[90]).toBeNull()
    expect(bucketStatuses(series('24h'), [], now, 'unknown')[0]).toBe('unknown')
  })

  it('shade from the minute they began, and split by status', () => {
    const { groups } = draw(series('24h'), { spans })
    expect(groups).toHaveLength(1)
    expect(groups[0]?.x).toBeCloseTo(84.333, 3)
    expect(groups[0]?.shades.map((shade) => shade.status)).toEqual(['possible', 'major'])
  })

  it('are widened to one bucket where they would be too thin to see', () => {
    const { groups } = draw(series('30d'), { spans: [span('possible', '02:00', '02:20')] })
    expect(groups[0]?.shades[0]?.width).toBe(1)
  })

  it('cut the line where they begin, without tearing it', () => {
    const { segments } = draw(series('24h', { 84: 96, 85: 1410 }), { spans })
    expect(segments.map(({ status, first, end }) => [status, first, end])).toEqual([
      ['none', 0, 84],
      ['major', 84, 96],
    ])
    expect(segments[1]?.line).toMatch(/^M84 999V952h1v-657/)
  })
})

describe('what does not count', () => {
  it('the current bucket: no peak and no line, but outlined, and inside the scale', () => {
    const drawing = draw(series('24h', { 96: 500, 40: 7 }))
    expect(drawing.peak).toMatchObject({ index: 40, value: 7 })
    expect(drawing.maximum).toBe(600)
    expect(drawing.currentOutline?.path).toBe('M96 1000V167h1V1000')
    expect(drawing.segments.at(-1)?.end).toBe(96)
  })

  it('a gap: no line, no zero', () => {
    const drawing = draw(series('24h', { 40: null, 41: null }))
    expect(drawing.gaps).toEqual([{ first: 40, end: 42 }])
    expect(drawing.segments).toHaveLength(2)
    expect(drawing.statuses[40]).toBeNull()
  })

  it('emptiness: there is no peak of nothing', () => {
    expect(peakOf({ ...series('1h'), reporters: [0, 0, 0] }, now)).toBeNull()
  })
})

describe('flags and notes', () => {
  const spans = [span('possible', '08:50', '08:56'), span('major', '08:56', null)]
  const busy = series('24h', {
    84: 96,
    85: 1410,
    86: 2380,
    87: 3120,
    88: 3412,
    89: 3190,
    90: 2870,
    91: 2520,
    92: 2180,
  })
  const official = [word(1, '09:11'), word(2, '10:05'), word(3, '11:20')]

  it('merge flags that would touch', () => {
    const drawing = draw(busy, { spans, official })
    expect(drawing.flags.wide.map(({ first, last }) => [first, last])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
    expect(drawing.flags.narrow).toMatchObject([{ first: 1, last: 3 }])
    expect(mergeFlags([], 'wide')).toEqual([])
  })

  it('place onset and peak on the empty side', () => {
    const { notes, told } = draw(busy, { spans, official })
    expect(notes.wide.onset).toMatchObject({ side: 'left' })
    expect(notes.wide.peak).toMatchObject({ side: 'left', y: 1 - 3412 / 4000 })
    expect(told?.official?.number).toBe(1)
  })

  it('drop the peak note first where there is no room', () => {
    const crowded: Record<number, number> = {}
    for (let index = 0; index < 96; index += 1) crowded[index] = 80 + (index % 5)
    const { notes } = draw(series('24h', crowded), { spans })
    expect(notes.wide.peak).toBeNull()
  })

  it('writes nothing over a gap: it has words of its own', () => {
    const gap = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [index + 20, null]))
    const spans = [span('major', '09:30', null)]
    const onset = (set: Record<number, number | null>) =>
      draw(series('24h', { ...set, 88: 90, 89: 95 }), { spans }).notes.wide.onset
    expect(onset({})).toMatchObject({ side: 'left' })
    expect(onset(gap)?.side).not.toBe('left')
  })

  it('draw a long lead as a bracket in the last hour', () => {
    const hour = series('1h', { 50: 30, 51: 40 })
    const { notes } = draw(hour, { spans: [span('possible', '11:00', null)], official: [word(1, '11:21')] })
    expect(notes.wide.bracket?.x).toBeCloseTo(14 / 61)
    expect(notes.narrow.bracket?.align).toBe('left')
    expect(notes.wide.onset).toBeNull()
  })

  it('hatch announced maintenance in its own hours, as far as they are past', () => {
    const hours = (from: string, until: string) => ({
      from: `2026-03-17T${from}:00Z`,
      until: `2026-03-17T${until}:00Z`,
    })
    const { maintenance } = draw(series('24h'), {
      official: [word(1, '05:00', 'maintenance')],
      maintenance: [hours('06:00', '07:00'), hours('11:00', '20:00'), hours('21:00', '22:00')],
    })
    expect(maintenance[0]).toEqual({ x: 73, width: 4 })
    expect(maintenance).toHaveLength(2)
    expect(maintenance[1]!.x).toBe(93)
    expect(maintenance[1]!.width).toBeLessThan(4)
  })
})

describe('holdMaximum', () => {
  it('grows at once, shrinks after ten minutes or on another range', () => {
    const high = holdMaximum(null, series('24h', { 50: 900 }), now)
    expect(high.maximum).toBe(1000)
    expect(holdMaximum(high, series('24h', { 50: 3000 }), now).maximum).toBe(4000)
    expect(holdMaximum(high, series('24h'), now + 9 * minuteMs).maximum).toBe(1000)
    expect(holdMaximum(high, series('24h'), now + 11 * minuteMs).maximum).toBe(10)
    expect(holdMaximum(high, series('7d'), now).maximum).toBe(10)
  })
})
