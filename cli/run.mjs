import { allChecks, quickChecks, runChecks } from './run/checks.mjs'
import { handOver } from './run/hand-over.mjs'
import { checkNode, prepareClient, preparePackages, preparePages, prepareTypes } from './run/prepare.mjs'
import { Advice, say } from './run/terminal.mjs'

// The one way in, on a fresh clone too: makes ready what is missing, then hands over. Plain JavaScript with nothing
// but Node's own modules, because nothing else may be there yet.

const usage = `Outage Desk

  npm run demo     the site with a made-up crowd, on http://127.0.0.1:3000
  npm start        the site for real (settings: see README)
  npm run dev      the same while you change it
  npm test         every check and test; ends with "N passed, N failed"
  npm run check    lint, types, floors, unused code
  npm run cli -- … detect: the detector on a folder of CSV files; replay: famous outages, minute by minute;
                   notes: what people wrote, to be looked at;
                   correct-incident: a dated correction on a published record
  npm run scorecard  measures the detector anew: docs/scorecard.md (some minutes)
  npm run bench    measures what the house can bear, beside yardsticks: bench/RESULTS.md (six minutes)`

const commands = {
  demo: { pages: true, run: (args) => handOver('cli/main.ts', ['demo', ...args]) },
  start: { pages: true, run: (args) => handOver('server/main.ts', args) },
  dev: { run: (args) => handOver('server/main.ts', ['--dev', ...args]) },
  cli: { run: (args) => handOver('cli/main.ts', args) },
  scorecard: { run: (args) => handOver('bench/detection/scorecard.ts', args) },
  bench: { pages: true, run: (args) => handOver('bench/load/main.ts', args) },
  check: { types: true, run: (args) => check(quickChecks, args) },
  test: { run: (args) => check([pagesCheck, ...allChecks], args) },
}

/** For the tests the build is a check like the others: when it fails, the rest still has something to say. */
const pagesCheck = {
  name: 'pages',
  title: 'Pages (next build)',
  async run() {
    await preparePages()
    await prepareTypes()
    return { passed: 1, failed: 0 }
  },
}

async function main([name, ...args]) {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined
  if (!command) {
    say(usage)
    return name === undefined || name === 'help' || name === '--help' ? 0 : 2
  }
  await checkNode()
  await preparePackages()
  await prepareClient()
  if (command.pages) await preparePages()
  if (command.types) await prepareTypes()
  return command.run(args)
}

/** All checks, or those that are named. The last line is for machines and people alike. */
async function check(checks, names) {
  const strangers = names.filter((name) => !checks.some((one) => one.name === name))
  if (strangers.length > 0)
    throw new Advice(
      `No such check: ${strangers.join(', ')}. There are: ${checks.map((one) => one.name).join(', ')}.`,
    )
  const { passed, failed } = await runChecks(
    names.length === 0 ? checks : checks.filter((one) => names.includes(one.name)),
  )
  say(`\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Advice)) throw error
  say(`\n${error.message}`)
  // Whoever reads the last line of the checks finds it there, even if they could not begin.
  if (['test', 'check'].includes(process.argv[2])) say('\n0 passed, 1 failed')
  process.exitCode = 1
}
