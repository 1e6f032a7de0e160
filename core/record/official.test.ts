import { expect, it } from 'vitest'
import { statuses } from '../status.ts'
import { officialStages, wordBeside } from './official.ts'

it('“resolved” contradicts us while we see trouble, and agrees when it falls or has passed', () => {
  expect(statuses.map((status) => [status, wordBeside('resolved', status)])).toEqual(
    statuses.map((status) => [status, status === 'possible' || status === 'major' ? 'well' : 'over']),
  )
})

it('any other word says the same whatever we see', () => {
  for (const status of statuses) {
    expect(officialStages.filter((stage) => wordBeside(stage, status) === 'confirms')).toEqual([
      ...['investigating', 'identified', 'monitoring'],
    ])
    expect(wordBeside('maintenance', status)).toBe('maintenance')
  }
})
