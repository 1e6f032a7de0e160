import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pauseAfter, typeOfTransition } from './webhook.ts'

test('pauses grow, end after three days, and are as long as the receiver asks', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(200_000_000), (chance, asked) => {
      const pauses = Array.from({ length: 9 }, (_, index) => pauseAfter(index + 1, null, chance)!)
      expect(pauses).toEqual([...pauses].sort((one, other) => one - other))
      expect(pauseAfter(10, asked, chance)).toBeNull()
      expect(pauseAfter(1, asked, chance)).toBeGreaterThanOrEqual(Math.min(asked, 86_400_000))
      expect(pauseAfter(1, asked, chance)).toBeLessThanOrEqual(86_400_000)
    }),
  )
  expect(pauseAfter(1, null, 0)).toBe(5_000)
})

test('the first change opens, the last resolves', () => {
  expect(typeOfTransition('possible', true)).toBe('incident.opened')
  expect(typeOfTransition('major', false)).toBe('incident.updated')
  expect(typeOfTransition('recovering', false)).toBe('incident.updated')
  expect(typeOfTransition('none', false)).toBe('incident.resolved')
})
