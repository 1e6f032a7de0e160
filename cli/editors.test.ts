import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openSession } from '#store/editor/people.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { editorsCommand } from './editors.ts'

let world: SmallWorld

beforeAll(async () => {
  world = await openSmallWorld(Date.now())
  vi.stubEnv('DATABASE_URL', world.url)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await world.drop()
})

const run = async (...args: string[]): Promise<[code: number, lines: string[]]> => {
  const lines: string[] = []
  return [await editorsCommand(args, (line: string) => void lines.push(line)), lines]
}

const opens = async (key = '') => (await openSession(world.db, key, Date.now())) !== null

test('a key lets somebody in until another takes its place, or it is ended', async () => {
  const [code, [key]] = await run('add', 'Salma', '--role', 'moderator')
  expect([code, await opens(key)]).toEqual([0, true])
  expect((await run('list'))[1]).toEqual(['Salma  moderator'])
  expect(await run('add', ' Salma ')).toEqual([1, ['There is a Salma already.']])
  const [, [fresh]] = await run('key', 'Salma')
  expect([await opens(key), await opens(fresh)]).toEqual([false, true])
  expect((await run('end', 'Salma'))[0]).toBe(0)
  expect(await opens(fresh)).toBe(false)
  expect((await run('list'))[1][0]).toMatch(/^Salma {2}moderator {2}ended /)
  expect((await run('end', 'Salma'))[0]).toBe(1)
  expect((await run('key', 'Nobody'))[0]).toBe(1)
})

test('nonsense is misuse', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
  for (const args of [
    [],
    ['add'],
    ['add', 'A', 'B'],
    ['add', 'A', '--role', 'king'],
    ['burn', 'A'],
    ['list', 'A'],
    ['--loud'],
  ])
    expect((await run(...args))[0], args.join(' ')).toBe(2)
  quiet.mockRestore()
})
