import { afterEach, expect, it, vi } from 'vitest'
import { runReplay as run } from './command.fixture.ts'

afterEach(() => vi.unstubAllEnvs())

it('lists what there is', async () => {
  const { code, out } = await run('--list')
  expect(code).toBe(0)
  expect(out.trim().split('\n')).toHaveLength(6)
  expect(out).toMatch(/rogers-2022-07-08 +L {2}Rogers, 8 July 2022: rogers/)
})

it('prints the same bytes for the same words, labelled, in order of time', async () => {
  const first = await run('facebook-2024-03-05')
  expect(await run('facebook-2024-03-05')).toEqual(first)
  expect(first.code).toBe(0)
  expect(first.out).toContain('Reconstruction: anchors from public reports, shape modelled.')
  expect(first.out).toContain('the operator was first')
})

it('speaks Arabic', async () => {
  const { out } = await run('rogers-2022-07-08', '--lang', 'ar')
  expect(out).toContain('إعادة بناء')
  expect(out).toContain('روجرز: يبدأ الارتفاع في النموذج عند 08:58')
  expect(out).not.toContain('undefined')
})

it('gives the same to machines', async () => {
  const { out } = await run('rogers-2022-07-08', '--json')
  const [report] = JSON.parse(out)
  expect(report).toMatchObject({ kind: 'reconstruction', name: 'rogers-2022-07-08', shapeConfidence: 'L' })
  expect(report.services[0].leadMinutes).toBeGreaterThanOrEqual(180)
})

it.each([
  [['rogers'], 'There is no reconstruction "rogers"'],
  [['--loud'], 'loud'],
  [['--lang', 'fr'], 'There is no language "fr"'],
  [['--list', 'rogers-2022-07-08'], '--list stands alone'],
])('answers %j kindly, and with 2', async (args, answer) => {
  const { code, out, err } = await run(...args)
  expect(code).toBe(2)
  expect(out).toBe('')
  expect(err).toContain(answer)
  expect(err).toContain('usage:')
})

it('asks for a database where it needs one', async () => {
  vi.stubEnv('DATABASE_URL', '')
  const { code, err } = await run('--incident', '2026-11-25-chatgpt-abcd')
  expect(code).toBe(2)
  expect(err).toContain('set DATABASE_URL')
  vi.stubEnv('DATABASE_URL', 'mysql://here')
  expect(await run('--incident', 'x')).toMatchObject({ code: 2, out: '' })
})
