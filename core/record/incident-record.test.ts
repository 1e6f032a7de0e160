import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minuteMs } from '../bucket.ts'
import { canonicalJson, type Json } from '../canonical.ts'
import { problemSlugs } from '../report/report.ts'
import { statuses } from '../status.ts'
import { type LogEntry, logOfLetters, replayOf, saidAt } from './incident-log.ts'
import { leastPerPlace, type PlaceSlot, placesAt, placesOf } from './incident-places.ts'
import { incidentSpan, mostReplayMinutes, replaySpan, sumsOf } from './incident-span.ts'
import { mixAt, stripsOf, totalOf } from './incident-strips.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const iso = (at: number) => new Date(at).toISOString()

/** The same value with the members of every object in another order. */
const shuffled = (value: Json): Json => {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(shuffled)
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, shuffled(member!)]),
  )
}

describe('canonical JSON', () => {
  it('is the same in whatever order members were made, and reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonicalJson(value as Json)
        expect(canonicalJson(shuffled(value as Json))).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('orders members by UTF-16 units, leaves out what is undefined, and writes numbers as ECMAScript does', () => {
    expect(canonicalJson({ b: 1e21, a: [0.5, null], ب: 'é', B: undefined, 'a"': true })).toBe(
      '{"a":[0.5,null],"a\\"":true,"b":1e+21,"ب":"é"}',
    )
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError)
  })
})

const lines = (minutes: number) =>
  fc
    .uniqueArray(fc.constantFrom(null, ...problemSlugs), { maxLength: 7 })
    .chain((problems) =>
      fc.tuple(
        ...problems.map((problem) =>
          fc
            .array(fc.nat(500), { minLength: minutes, maxLength: minutes })
            .map((reporters) => ({ problem, reporters })),
        ),
      ),
    )

describe('strips', () => {
  it('add up to everybody, bucket by bucket', () => {
    fc.assert(
      fc.property(lines(90), fc.constantFrom(1, 5, 15), (given, size) => {
        const all = Array.from({ length: 90 }, (_, i) =>
          given.reduce((sum, line) => sum + line.reporters[i]!, 0),
        )
        const strips = stripsOf(given, size)
        const sums = sumsOf(all, size)
        expect(sums.map((_, i) => strips.reduce((sum, strip) => sum + strip.reporters[i]!, 0))).toEqual(sums)
        expect(strips.every(({ reporters }) => totalOf(reporters) > 0)).toBe(true)
      }),
    )
  })

  it('of a moment look at nothing after it', () => {
    fc.assert(
      fc.property(lines(120), fc.nat(120), (given, end) => {
        const blind = given.map(({ problem, reporters }) => ({
          problem,
          reporters: reporters.map((count, i) => (i < end ? count : 999)),
        }))
        expect(mixAt(blind, end)).toEqual(mixAt(given, end))
      }),
    )
  })
})

describe('the span of an incident', () => {
  it('holds half an hour around it, in 60 to 180 buckets of 1, 5 or 15 minutes up to a day and a half', () => {
    fc.assert(
      fc.property(fc.nat(1_440 * 60), fc.integer({ min: 1, max: 2_500 }), (offset, minutes) => {
        const startedAt = noon + offset * 1_000
        const endedAt = startedAt + minutes * minuteMs
        const { from, to, bucketMinutes } = incidentSpan(startedAt, endedAt, endedAt + 1e9)
        expect([1, 5, 15]).toContain(bucketMinutes)
        expect((to - from) / minuteMs / bucketMinutes).toBeGreaterThanOrEqual(60)
        expect((to - from) / minuteMs / bucketMinutes).toBeLessThanOrEqual(181)
        expect(from % (bucketMinutes * minuteMs)).toBe(0)
        expect(from).toBeLessThanOrEqual(startedAt - 30 * minuteMs)
        expect(to).toBeGreaterThanOrEqual(endedAt + 30 * minuteMs)
        // Its record keeps two hours around it.
        expect(from).toBeGreaterThan(startedAt - 120 * minuteMs)
      }),
    )
  })

  it('ends with the running bucket while it is open', () => {
    const { to } = incidentSpan(noon, null, noon + 7.5 * minuteMs)
    expect(to).toBe(noon + 8 * minuteMs)
  })
})

const slots = fc.array(
  fc.record({
    country: fc.constantFrom('SA', 'EG', 'AE', 'JO'),
    slot: fc.nat(20).map((n) => noon + n * 15 * minuteMs),
    reporters: fc.nat(12),
  }),
  { maxLength: 40 },
)

describe('places', () => {
  it('under five people are never told, nor a peak or a first time that would give fewer away', () => {
    fc.assert(
      fc.property(slots, fc.nat(400), (given, minute) => {
        for (const place of placesOf(given)) {
          expect(place.reporters).toBeGreaterThanOrEqual(leastPerPlace)
          expect(place.peak15m ?? leastPerPlace).toBeGreaterThanOrEqual(leastPerPlace)
          const till = given.filter(
            ({ country, slot }) => country === place.country && iso(slot) <= place.firstAt,
          )
          expect(till.reduce((sum, slot) => sum + slot.reporters, 0)).toBeGreaterThanOrEqual(leastPerPlace)
        }
        for (const { reporters } of placesAt(given, noon + minute * minuteMs)) {
          expect(reporters).toBeGreaterThanOrEqual(leastPerPlace)
        }
      }),
    )
  })

  it('of a moment know nothing of a quarter-hour that was not over', () => {
    const slot = (n: number, reporters: number): PlaceSlot => ({
      country: 'SA',
      slot: noon + n * 15 * minuteMs,
      reporters,
    })
    const given = [slot(0, 7), slot(1, 90)]
    expect(placesAt(given, noon + 29 * minuteMs)).toEqual([{ country: 'SA', reporters: 7 }])
    expect(placesAt(given, noon + 30 * minuteMs)).toEqual([{ country: 'SA', reporters: 97 }])
    expect(placesAt(given, noon + 14 * minuteMs)).toEqual([])
  })
})

const logs = fc
  .uniqueArray(fc.nat(600), { maxLength: 60 })
  .chain((minutes) =>
    fc.tuple(
      ...[...minutes]
        .sort((a, b) => a - b)
        .map((minute) =>
          fc
            .constantFrom(...statuses)
            .map((status): LogEntry => ({ at: iso(noon + minute * minuteMs), status, numbers: null })),
        ),
    ),
  )

describe('the log', () => {
  it('says of a minute what was the last word by then, whatever was written later', () => {
    fc.assert(
      fc.property(logs, fc.nat(700), (log, minute) => {
        const at = noon + minute * minuteMs
        const before = log.filter((entry) => Date.parse(entry.at) <= at)
        expect(saidAt(log, at)).toEqual(before.at(-1) ?? null)
        expect(saidAt(log, at)).toEqual(saidAt(before, at))
      }),
    )
  })

  it('keeps in a replay what stood at every one of its minutes', () => {
    fc.assert(
      fc.property(logs, fc.nat(500), fc.nat(300), (log, first, length) => {
        const from = noon + first * minuteMs
        const to = from + length * minuteMs
        const replay = replayOf({
          id: 'x',
          span: { from: iso(from), minutes: length, isCut: false },
          log,
          problems: [],
          places: [],
        })
        for (let at = from; at <= to; at += minuteMs) expect(saidAt(replay.log, at)).toEqual(saidAt(log, at))
        expect(replay.log.every((entry) => Date.parse(entry.at) <= to)).toBe(true)
      }),
    )
  })

  it('of an endless incident is cut, and says so', () => {
    const open = { startedAt: iso(noon), endedAt: null }
    expect(replaySpan(open, noon + 40 * 60 * minuteMs)).toMatchObject({
      minutes: mostReplayMinutes,
      isCut: true,
    })
    expect(replaySpan(open, noon + 90_000)).toMatchObject({ minutes: 31, isCut: false })
  })

  it('of an old record has its changes alone', () => {
    expect(logOfLetters('nnppmr', noon).map(({ at, status }) => [at.slice(11, 16), status])).toEqual([
      ['12:01', 'none'],
      ['12:03', 'possible'],
      ['12:05', 'major'],
      ['12:06', 'recovering'],
    ])
  })
})
