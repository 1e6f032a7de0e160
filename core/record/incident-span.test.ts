import fc from 'fast-check'
import { expect, it } from 'vitest'
import { peakWithin } from './incident-span.ts'

it('a peak is never after the end of its incident, and else stays where it was', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (peakAt, endedAt) => {
      const within = peakWithin(peakAt, endedAt)!
      expect(within).toBeLessThanOrEqual(endedAt)
      if (peakAt <= endedAt) expect(within).toBe(peakAt)
    }),
  )
  expect(peakWithin(5, null)).toBe(5)
  expect(peakWithin(null, 5)).toBe(null)
})
