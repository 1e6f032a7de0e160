import { afterAll, beforeAll, expect, it } from 'vitest'
import { runningRule } from '#core/detect/running-rule.ts'
import json from '#docs/scorecard.json' with { type: 'json' }
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk
beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

it('says the rule in force and the figures of the scorecard', async () => {
  const answer = await desk.api.app.inject('/api/v1/methodology')
  expect(answer.statusCode).toBe(200)
  const { rule, scorecard } = answer.json()
  expect(rule).toEqual(JSON.parse(JSON.stringify(runningRule)))
  expect(scorecard.ruleVersion).toBe(rule.version)
  expect(scorecard.mean.composite).toBe(json.mean.composite)
  expect(scorecard.seeds.map((one: { composite: number }) => one.composite)).toEqual(
    json.seeds.map((one) => one.composite),
  )
})
