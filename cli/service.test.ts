import { afterEach, expect, test, vi } from 'vitest'
import { openSmallWorld } from '#store/small-world.fixture.ts'
import { readWish, serviceCommand } from './service.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')

afterEach(() => vi.unstubAllEnvs())

test('what is asked for is read, and nonsense is told', () => {
  const read = (text: string) => readWish(text.split(' '), noon)
  expect(read('discontinue chat')).toEqual({ act: 'discontinue', slug: 'chat', on: new Date('2026-03-17') })
  expect(read('discontinue chat --on 2026-03-01')).toMatchObject({ on: new Date('2026-03-01') })
  expect(read('merge chat --into bank')).toEqual({ act: 'merge', slug: 'chat', into: 'bank' })
  expect(read('restore chat')).toEqual({ act: 'restore', slug: 'chat' })
  for (const wrong of [
    '',
    'burn chat',
    'discontinue',
    'discontinue chat bank',
    'discontinue chat --on 2026-02-30',
    'discontinue chat --on 2026-03-18',
    'discontinue chat --into bank',
    'merge chat',
    'merge chat --into bank --on 2026-03-01',
    'restore chat --loud',
  ])
    expect(typeof read(wrong), wrong).toBe('string')
})

test('it is done to the database, and what cannot be done is said', async () => {
  const world = await openSmallWorld(noon)
  vi.stubEnv('DATABASE_URL', world.url)
  const said: string[] = []
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  try {
    expect(await serviceCommand(['discontinue', 'chat', '--on', '2026-03-01'])).toBe(0)
    expect(await serviceCommand(['merge', 'chat-voice', '--into', 'bank'])).toBe(0)
    expect(await serviceCommand(['merge', 'bank', '--into', 'chat'])).toBe(2)
    expect(await serviceCommand(['discontinue', 'nobody'])).toBe(2)
    await world.directory.refresh()
    expect(world.directory.named('chat')?.discontinuedAt).toBe(Date.parse('2026-03-01'))
    expect(world.directory.bySlug('chat-voice')?.slug).toBe('bank')
    expect(await serviceCommand(['restore', 'chat'])).toBe(0)
    await world.directory.refresh()
    expect(world.directory.all().map(({ slug }) => slug)).toEqual(['chat', 'bank'])
    expect(said.join('')).toContain('There is no service "nobody" in this database.')
  } finally {
    out.mockRestore()
    err.mockRestore()
    await world.drop()
  }
})
