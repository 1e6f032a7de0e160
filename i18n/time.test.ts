import { describe, expect, it } from 'vitest'
import { translatorOf } from './index.ts'
import { createClock, durationText, minutesText, offsetOf } from './time.ts'

const en = translatorOf('en')
const ar = translatorOf('ar')
const minute = 60_000
const hour = 60 * minute

describe('lengths of time', () => {
  it.each([
    [20_000, 'less than a minute', 'أقل من دقيقة'],
    [8 * minute, '8 min', '8 دقائق'],
    [2 * hour + 56 * minute, '2 h 56 min', 'ساعتين و56 دقيقة'],
    [3 * hour, '3 h', '3 ساعات'],
    [28 * hour, '1 day 4 h', 'يوم و4 ساعات'],
  ])('%d ms after a preposition', (ms, english, arabic) => {
    expect(durationText(en, ms, 'after')).toBe(english)
    expect(durationText(ar, ms, 'after')).toBe(arabic)
  })

  it('is short in columns', () => {
    expect(durationText(ar, 2 * hour + 56 * minute, 'tight')).toBe('ساعتان و56 د')
    expect(durationText(en, 2 * hour + 56 * minute, 'tight')).toBe('2 h 56 min')
  })

  it('never goes below zero', () => {
    expect(durationText(en, -5)).toBe('less than a minute')
  })

  it('says a lead in minutes, whichever its sign', () => {
    expect(minutesText(en, 21)).toBe('21 minutes')
    expect(minutesText(ar, -2)).toBe('دقيقتين')
    expect(minutesText(en, 95)).toBe('1 h 35 min')
  })
})

describe('the clock of a zone', () => {
  const now = '2026-03-17T11:46:20Z'
  const riyadh = createClock(en, 'Asia/Riyadh')
  const riyadhArabic = createClock(ar, 'Asia/Riyadh')

  it('gives times with 24 hours and Latin digits', () => {
    expect(riyadh.time(now)).toBe('14:46')
    expect(riyadhArabic.seconds(now)).toBe('14:46:20')
    expect(createClock(en, 'UTC').time('2026-03-17T00:00:00Z')).toBe('00:00')
  })

  it('adds the day where it is another', () => {
    expect(riyadh.moment('2026-03-17T08:50:00Z', now)).toBe('11:50')
    expect(riyadh.moment('2026-03-16T11:45:00Z', now)).toBe('14:45 yesterday')
    expect(riyadhArabic.moment('2026-03-16T11:45:00Z', now)).toBe('14:45 أمس')
    expect(riyadh.moment('2026-03-12T11:45:00Z', now)).toBe('14:45, 12 March')
    expect(riyadhArabic.moment('2025-12-31T11:45:00Z', now)).toBe('14:45، 31 ديسمبر 2025')
  })

  it('counts days as the zone does', () => {
    // 23:30 UTC is already the next day in Riyadh.
    expect(riyadh.moment('2026-03-16T23:30:00Z', now)).toBe('02:30')
    expect(createClock(en, 'UTC').moment('2026-03-16T23:30:00Z', now)).toBe('23:30 yesterday')
  })

  it('writes dates day first in both languages', () => {
    expect(riyadh.date(now)).toBe('17 March 2026')
    expect(riyadhArabic.date(now)).toBe('17 مارس 2026')
  })

  it.each([
    ['Asia/Riyadh', 'Riyadh time (UTC+3)', 'بتوقيت الرياض (UTC+3)'],
    ['Asia/Kolkata', 'India time (UTC+5:30)', 'بتوقيت الهند (UTC+5:30)'],
    ['Pacific/Auckland', 'Time in UTC+13', 'بتوقيت UTC+13'],
    ['UTC', 'UTC', 'بتوقيت غرينتش (UTC)'],
  ])('names %s', (zone, english, arabic) => {
    expect(createClock(en, zone).zoneName(now)).toBe(english)
    expect(createClock(ar, zone).zoneName(now)).toBe(arabic)
  })

  it('knows half hours, and writes the minus sign of print', () => {
    expect(offsetOf('America/St_Johns', '2026-01-01T00:00:00Z')).toBe('UTC−3:30')
    expect(offsetOf('America/St_Johns', '2026-07-01T00:00:30Z')).toBe('UTC−2:30')
    expect(createClock(en, 'America/New_York').zoneName(now)).toBe('New York time (UTC−4)')
    expect(createClock(ar, 'America/New_York').zoneName(now)).toBe('بتوقيت نيويورك (UTC−4)')
    expect(offsetOf('Pacific/Chatham', now)).toBe('UTC+13:45')
    expect(offsetOf('Asia/Kathmandu', '1970-01-01T00:00:00Z')).toBe('UTC+5:30')
  })
})
