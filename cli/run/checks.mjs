import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute, say, showDone, showFailed, tool } from './terminal.mjs'

// The checks of "npm test" in their order. Each says how many passed and failed; a check without numbers of its own
// counts as one. Whatever was skipped counts as failed: a test that does not run tests nothing.

const single = async (command, args, options) => {
  const { code } = await execute(command, args, { ...options, show: true })
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

const colours = process.stdout.isTTY ? [] : ['--colors=off']
const biome = tool(
  '@biomejs/biome/bin/biome',
  'ci',
  '--error-on-warnings',
  '--diagnostic-level=warn',
  ...colours,
)

export const quickChecks = [
  { name: 'lint', title: 'Lint and format (biome)', run: () => single(...biome) },
  { name: 'types', title: 'Types (tsc)', run: () => single(...tool('typescript/bin/tsc', '--noEmit')) },
  {
    name: 'floors',
    title: 'Floors (dependency-cruiser)',
    run: () => single(process.execPath, ['cli/run/floors.mjs']),
  },
  { name: 'unused', title: 'Unused code (knip)', run: () => single(...tool('knip/bin/knip.js')) },
]

export const allChecks = [
  ...quickChecks,
  { name: 'unit', title: 'Rooms (vitest)', run: runVitest },
  { name: 'browser', title: 'Browser (playwright)', run: runPlaywright },
]

/** Runs the checks one after the other and returns the sum. */
export async function runChecks(checks) {
  const sum = { passed: 0, failed: 0 }
  for (const { title, run } of checks) {
    say(`\n— ${title}`)
    const since = performance.now()
    const result = await run().catch((error) => {
      say(String(error))
      return { passed: 0, failed: 1 }
    })
    const show = result.failed === 0 ? showDone : showFailed
    show(`${title}: ${result.passed} passed${result.failed ? `, ${result.failed} failed` : ''}`, since)
    sum.passed += result.passed
    sum.failed += result.failed
  }
  return sum
}

function runVitest() {
  return withReport(
    (file) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
      return execute(...tool('vitest/vitest.mjs', 'run', ...reporters), { show: true })
    },
    (report) => {
      const brokenFiles = report.testResults.filter(
        (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
      )
      return { passed: report.numPassedTests, total: report.numTotalTests + brokenFiles.length }
    },
  )
}

function runPlaywright() {
  return withReport(
    (file) =>
      execute(...tool('@playwright/test/cli.js', 'test', '--reporter=list,json'), {
        show: true,
        env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      }),
    ({ stats, errors }) => {
      const { expected, unexpected, flaky, skipped } = stats
      return { passed: expected, total: expected + unexpected + flaky + skipped + errors.length }
    },
  )
}

/** A run that ends badly without a failed test in its report (a crash, an error between tests) is one failure. */
async function withReport(run, count) {
  const dir = await mkdtemp(join(tmpdir(), 'outage-desk-report-'))
  const file = join(dir, 'report.json')
  try {
    const { code } = await run(file)
    if (!existsSync(file)) return { passed: 0, failed: 1 }
    const { passed, total } = count(JSON.parse(await readFile(file, 'utf8')))
    const failed = total - passed
    return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
