import { describe, expect, it } from 'vitest'
import { createTurns } from './turns.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('turns', () => {
  it('so many run, some wait, the rest is turned away; then all of it again', async () => {
    const inTurn = createTurns(2, 3)
    for (let round = 0; round < 3; round++) {
      const open: (() => void)[] = []
      let running = 0
      let most = 0
      const work = () =>
        inTurn(async () => {
          most = Math.max(most, ++running)
          await new Promise<void>((resolve) => open.push(resolve))
          running--
        })
      const answers = Array.from({ length: 7 }, () =>
        work().then(
          () => 'done',
          () => 'away',
        ),
      )
      for (let i = 0; i < 7; i++) {
        await settle()
        open.shift()?.()
      }
      const said = await Promise.all(answers)
      expect(said).toEqual(['done', 'done', 'done', 'done', 'done', 'away', 'away'])
      expect(most).toBe(2)
    }
  })

  it('a failure gives its turn on', async () => {
    const inTurn = createTurns(1, 1)
    const [failed, next] = await Promise.allSettled([
      inTurn(async () => {
        throw new Error('no')
      }),
      inTurn(async () => 'yes'),
    ])
    expect([failed.status, next.status]).toEqual(['rejected', 'fulfilled'])
  })
})
