import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetReported, receiptOf, rememberReported, reportedAt } from './reported.ts'

const now = Date.parse('2026-03-17T12:00:00Z')
const minute = 60_000

describe('what this device reported', () => {
  beforeEach(() => {
    const values = new Map<string, string>()
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => values.get(name) ?? null,
      setItem: (name: string, value: string) => values.set(name, value),
      removeItem: (name: string) => values.delete(name),
    })
  })
  afterEach(() => vi.unstubAllGlobals())

  it('is known for as long as a second report would not count', () => {
    rememberReported('whatsapp', now)
    expect(reportedAt('whatsapp', now + 59 * minute)).toBe(now)
    expect(reportedAt('whatsapp', now + 60 * minute)).toBeNull()
    expect(reportedAt('chatgpt', now)).toBeNull()
  })

  it('can be taken back by its receipt for as long as that is good', () => {
    rememberReported('whatsapp', now, 'a receipt')
    expect(receiptOf('whatsapp', now + 29 * minute)).toBe('a receipt')
    expect(receiptOf('whatsapp', now + 31 * minute)).toBeNull()
    expect(receiptOf('chatgpt', now)).toBeNull()
  })

  it('keeps the moment that counted when somebody taps again', () => {
    rememberReported('whatsapp', now)
    rememberReported('whatsapp', now + 5 * minute)
    expect(reportedAt('whatsapp', now + 6 * minute)).toBe(now)
  })

  it('is forgotten when it is taken back, and only that', () => {
    rememberReported('whatsapp', now)
    rememberReported('chatgpt', now)
    forgetReported('whatsapp', now)
    expect(reportedAt('whatsapp', now)).toBeNull()
    expect(reportedAt('chatgpt', now)).toBe(now)
  })

  it('of a clock that was put back is not believed', () => {
    rememberReported('whatsapp', now)
    expect(reportedAt('whatsapp', now - minute)).toBeNull()
  })

  it('spoilt by somebody else counts as nothing', () => {
    localStorage.setItem('desk-reported', '[{"slug":"whatsapp","at":"soon"},7]')
    expect(reportedAt('whatsapp', now)).toBeNull()
  })
})
