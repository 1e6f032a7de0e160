import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { judge } from './judge.ts'
import { oracle, silent } from './oracle.ts'
import { withFolder, withPinned } from './pinned.fixture.ts'
import { renderScorecard } from './render.ts'
import { goalsOf, meanOf, type Report } from './report.ts'

vi.setConfig({ testTimeout: 120_000 })

const here = fileURLToPath(new URL('.', import.meta.url))
const docs = join(here, '../../docs')
const folder = withFolder()
const set = withPinned()

const readReport = (dir: string): Report => JSON.parse(readFileSync(join(dir, 'scorecard.json'), 'utf8'))
const readPage = (dir: string): string => readFileSync(join(dir, 'scorecard.md'), 'utf8')

/** Runs a program of the benchmark as a person would. */
const run = (file: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', join(here, file), ...args])

describe('the page in docs', () => {
  test('says what the figures beside it say', () => {
    expect(readPage(docs)).toBe(renderScorecard(readReport(docs)))
  })

  test('shows every goal with what was measured', () => {
    const { goals } = readReport(docs)
    expect(goals.length).toBeGreaterThan(10)
    for (const one of goals) {
      expect(readPage(docs)).toContain(`| ${one.name} | ${one.wanted} |`)
      const limit = Number(one.wanted.slice(2))
      const holds = one.wanted.startsWith('≥') ? one.measured! >= limit : one.measured! <= limit
      expect(one.holds).toBe(holds)
    }
  })
})

test('composites are averaged over seeds, the rest is counted over all services', () => {
  const best = judge(set.truth, oracle(set.truth)).services
  const worst = judge(set.truth, silent).services
  const mean = meanOf([best, worst])
  expect(mean).toMatchObject({ composite: 50, standardError: 0, recall: 0.5, precision: 1 })
  expect(mean.serviceWeeks).toBeCloseTo(2 * meanOf([best]).serviceWeeks, 0)
  const online = { services: 1, cuts: 1, incidents: 1, endsRevised: 0, differences: ['one'] }
  const missed = goalsOf(mean, online)
    .filter((one) => !one.holds)
    .map((one) => one.name)
  expect(missed).toContain('Composite')
  expect(missed).toContain('Differences when series are cut off')
  expect(missed).not.toContain('Precision')
})

test('a small scorecard is made from nothing', async () => {
  const { stderr } = await run('scorecard.ts', '--seeds', 'tiny', '--services', '2', '--out-dir', folder.path)
  expect(stderr).toMatch(/composite [\d.]+ ± /)
  const report = readReport(folder.path)
  expect(report).toMatchObject({ services: 2, online: { seed: 'tiny', differences: [] } })
  expect(report.ruleVersion).toMatch(/^multiscale-/)
  expect(report.seeds[0]).toMatchObject({
    seed: 'tiny',
    drawn: false,
    composite: report.mean.composite,
  })
  expect(report.anchors.length).toBeGreaterThan(10)
  expect(readPage(folder.path)).toBe(renderScorecard(report))
  expect(readPage(folder.path)).toContain('prove nothing')
})

test('one command judges any detector, and fails below what was asked', async () => {
  const anchor = `"${process.execPath}" --import tsx "${join(here, 'main.ts')}" anchor --name z-score --tuned --in {in} --out {out}`
  const judged = run(
    'main.ts',
    'run',
    '--seed',
    'x',
    '--services',
    '2',
    '--out',
    folder.path,
    '--cmd',
    anchor,
    '--least',
    '99.9',
  )
  await expect(judged).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /^composite[\s\S]*\nonline: \d+ incidents agree[\s\S]* is less than 99\.9\n$/,
    ),
  })
})

test.each([
  ['main.ts', ['dance'], 'generate --seed'],
  ['main.ts', ['generate', '--seed', 'x'], 'Missing: --out'],
  ['main.ts', ['generate', '--seed', 'x', '--out', 'x', '--colour', 'red'], '--colour'],
  ['main.ts', ['score', '--truth', 'nowhere.json', '--found', 'x'], 'There is no nowhere.json'],
  ['main.ts', ['online', '--in', '.', '--cmd', 'x {in}'], 'must say {out}'],
  ['main.ts', ['anchor', '--name', 'x', '--in', '.', '--out', 'x'], 'There are: last-week'],
  ['scorecard.ts', ['--services', 'many'], 'must be a number'],
])('%s %j makes no sense: 2, and a word about it', async (file, args, words) => {
  await expect(run(file, ...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(words) })
})
