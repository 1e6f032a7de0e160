import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minuteMark, minutesOfMark, momentAt } from '../detect/replay-moment.ts'
import type { IncidentRow } from '../view.ts'
import { dayMs, historyFacts, shiftMonth, stripStart, yearMarks } from './history.ts'
import type { IncidentReplay } from './incident-log.ts'

const now = Date.parse('2026-03-17T12:00:00Z')
const minute = 60_000
const row = (startedAt: number, minutes: number, given: Partial<IncidentRow> = {}): IncidentRow => ({
  id: `2026-01-01-chat-${startedAt}`,
  startedAt: new Date(startedAt).toISOString(),
  endedAt: new Date(startedAt + minutes * minute).toISOString(),
  reopenedAt: null,
  peak15m: 10,
  peakAt: null,
  confirmed: false,
  service: { slug: 'chat' } as IncidentRow['service'],
  worst: 'possible',
  leadMinutes: null,
  falseAlarm: false,
  changedAt: new Date(startedAt).toISOString(),
  provenance: 'live',
  ...given,
})

const rows = fc.array(
  fc
    .record({
      ago: fc.integer({ min: 1, max: 330 * 1440 }),
      minutes: fc.integer({ min: 1, max: 4000 }),
      worst: fc.constantFrom('possible' as const, 'major' as const),
      falseAlarm: fc.boolean(),
    })
    .map(({ ago, minutes, worst, falseAlarm }) => row(now - ago * minute, minutes, { worst, falseAlarm })),
  { maxLength: 20 },
)

describe('a year of days', () => {
  it('has a mark for every day that has begun, and the worst of each day', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const months = yearMarks(given, 0, now)
        const days = months.flatMap((month) => month.days)
        expect(days).toHaveLength(Math.floor((now - stripStart(now)) / dayMs) + 1)
        expect(months).toHaveLength(12)
        const first = stripStart(now)
        days.forEach((mark, day) => {
          const [from, to] = [first + day * dayMs, first + (day + 1) * dayMs]
          const touching = given.filter(
            (one) =>
              !one.falseAlarm &&
              Date.parse(one.startedAt) < to &&
              Math.min(Date.parse(one.endedAt!), now) >= from,
          )
          const worst = touching.some((one) => one.worst === 'major')
            ? 'major'
            : touching.length > 0
              ? 'possible'
              : 'none'
          expect(mark).toBe(worst)
        })
      }),
    )
  })

  it('says of days before the service was watched that nobody looked', () => {
    const days = yearMarks([], now - 3 * dayMs, now).flatMap((month) => month.days)
    expect(days.slice(-5)).toEqual([null, 'none', 'none', 'none', 'none'])
  })
})

describe('the figures of a history', () => {
  it('leave false alarms out and count open incidents up to now', () => {
    const given = [
      row(now - 60 * minute, 0, { endedAt: null, leadMinutes: 20 }),
      row(now - 5 * dayMs, 30, { leadMinutes: -4 }),
      row(now - 6 * dayMs, 50),
      row(now - 7 * dayMs, 999, { falseAlarm: true, leadMinutes: 500 }),
    ]
    expect(historyFacts(given, now)).toEqual({
      incidents: 3,
      totalMs: 140 * minute,
      medianLeadMinutes: 8,
      leads: 2,
    })
  })

  it('go from month to month over the turn of the year', () => {
    expect([shiftMonth('2026-01', -1), shiftMonth('2025-12', 1)]).toEqual(['2025-12', '2026-01'])
  })
})

describe('a moment of a replay', () => {
  const replay: IncidentReplay = {
    id: 'x',
    from: '2026-03-17T11:30:00.000Z',
    minutes: 60,
    isCut: false,
    log: [
      { at: '2026-03-17T11:40:00.000Z', status: 'possible', numbers: null },
      { at: '2026-03-17T11:50:00.000Z', status: 'major', numbers: null },
    ],
    problems: [{ problem: 'down', reporters: Array.from({ length: 60 }, (_, n) => n) }],
    places: [
      { at: '2026-03-17T11:45:00.000Z', places: [{ country: 'SA', reporters: 9 }] },
      { at: '2026-03-17T12:00:00.000Z', places: [{ country: 'SA', reporters: 90 }] },
    ],
  }

  it('knows nothing that came later: cut off there, the replay says the same', () => {
    fc.assert(
      fc.property(fc.nat(60), (at) => {
        const end = Date.parse(replay.from) + at * minute
        const blind: IncidentReplay = {
          ...replay,
          log: replay.log.filter((entry) => Date.parse(entry.at) <= end),
          problems: replay.problems.map((strip) => ({ ...strip, reporters: strip.reporters.slice(0, at) })),
          places: replay.places.filter((quarter) => Date.parse(quarter.at) <= end),
        }
        expect(momentAt(blind, at)).toEqual(momentAt(replay, at))
      }),
    )
    expect(momentAt(replay, 5).said).toBeNull()
    expect(momentAt(replay, 15)).toMatchObject({
      said: { status: 'possible' },
      places: [{ country: 'SA', reporters: 9 }],
    })
  })

  it('has an address that leads back to it', () => {
    fc.assert(
      fc.property(fc.nat(1439), fc.nat(1439), (first, minutes) => {
        const from = now + first * minute
        expect(minutesOfMark(`#t=${minuteMark(from + minutes * minute)}`, from, 1439)).toBe(minutes)
      }),
    )
    for (const wrong of ['', '#t=', '#t=2460', '#t=9999', '#x=1245', '#t=1245x']) {
      expect(minutesOfMark(wrong, now, 60), wrong).toBeNull()
    }
    expect(minutesOfMark('#t=1400', now, 60)).toBeNull()
  })
})
