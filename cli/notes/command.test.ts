import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newId } from '#store/id.ts'
import { writeNote } from '#store/report/notes.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { notesCommand } from './command.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld

beforeAll(async () => {
  world = await openSmallWorld(noon)
  vi.stubEnv('DATABASE_URL', world.url)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await world.drop()
})

const run = async (...args: string[]): Promise<[code: number, lines: string[]]> => {
  const lines: string[] = []
  return [await notesCommand(args, (line: string) => void lines.push(line)), lines]
}

test('the person in charge sees what waits, shows it or hides it', async () => {
  await writeNote(world.db, {
    serviceId: world.idOf('chat'),
    reportId: newId(noon),
    postedAt: noon,
    problemId: 1,
    country: null,
    body: 'join •••',
    folded: 'join',
    bodyHash: Buffer.alloc(16),
    prefixKey: null,
    heldFor: 'link',
  })
  const [, [line = '']] = await run('list')
  expect(line).toContain('chat  held (link)  flags 0, same here 0\n  join •••')
  const id = line.slice(0, 36)
  expect(await run('approve', id)).toEqual([0, [`${id}  shown`]])
  expect((await run('list'))[1]).toEqual([])
  expect(await run('hide', id)).toEqual([0, [`${id}  hidden`]])
  expect((await run('list', '--all'))[1]).toHaveLength(1)
  expect((await run('hide', newId(noon)))[0]).toBe(1)
})

test('nonsense is misuse', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
  for (const args of [[], ['burn'], ['hide'], ['approve', 'x'], ['--loud']])
    expect((await run(...args))[0]).toBe(2)
  quiet.mockRestore()
})
