import { expect, it } from 'vitest'
import { statuses } from '../status.ts'
import { isConfirming, officialStages, wordBeside } from './official.ts'

it('“resolved” contradicts us while we see trouble, and agrees when it falls or has passed', () => {
  expect(statuses.map((status) => [status, wordBeside('resolved', status)])).toEqual(
    statuses.map((status) => [status, status === 'possible' || status === 'major' ? 'well' : 'over']),
  )
})

it('any other word says the same whatever we see', () => {
  for (const status of statuses) {
    const confirming = officialStages.filter(isConfirming)
    expect(confirming.filter((stage) => wordBeside(stage, status) === 'confirms')).toEqual([
      ...['investigating', 'identified', 'monitoring'],
    ])
  }
})
