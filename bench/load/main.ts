/** `npm run bench`: what the house can bear, beside its yardsticks. See docs/performance.md. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { stopAll } from './children.ts'
import type { Scenario } from './scenario.ts'
import { openForeignStage, openStage } from './stage.ts'
import { lineOf, type Result, renderResults, resultOf } from './table.ts'

const usage = `npm run bench -- [--only NAME,NAME] [--quick] [--no-build] [--port N] [--out-dir DIR] [--front-option=--cpu-prof]

  --only      these scenarios alone
  --quick     short runs and small stores: to see whether it works, not how fast it is
  --no-build  leave Next's route handler out where it is not built yet
  --port      asks a product that runs already; scenarios that need its store are left out
  --out-dir   where RESULTS.md and results.json go; a whole run writes them to bench/, any other nowhere
  --front-option  an option for the front's Node; may be given several times`

const mostMs = 355_000
const began = performance.now()
const say = (words: string) =>
  console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${words}`)

async function loadScenarios(): Promise<Scenario[]> {
  const folder = new URL('./scenarios/', import.meta.url)
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, folder).href) as Promise<{ scenario: Scenario }>),
  )
  return modules.map((module) => module.scenario).sort((one, other) => one.place - other.place)
}

function optionsOf(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      'no-build': { type: 'boolean', default: false },
      'out-dir': { type: 'string' },
      port: { type: 'string' },
      'front-option': { type: 'string', multiple: true, default: [] },
    },
  })
  const only = values.only?.split(',').filter(Boolean)
  const isWhole = !only && !values.quick && !values.port
  const outDir = values['out-dir'] ?? (isWhole ? fileURLToPath(new URL('..', import.meta.url)) : null)
  return {
    only,
    quick: values.quick,
    outDir,
    node: values['front-option'],
    mayBuild: !values['no-build'],
    port: Number(values.port ?? 0),
  }
}

/** Runs them one after the other; a scenario that fails is said and does not spoil the rest. */
async function runAll(options: ReturnType<typeof optionsOf>, chosen: Scenario[], signal: AbortSignal) {
  const results: Result[] = []
  const broken: string[] = []
  // Some would go on asking for a while whom nobody answers any more.
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('stopped'))),
  )
  aborted.catch(() => {})
  const dataDir = mkdtempSync(join(tmpdir(), 'outage-desk-bench-'))
  try {
    const given = { ...options, dataDir, say }
    const stage = options.port ? await openForeignStage(options.port, given) : await openStage(given)
    for (const scenario of chosen) {
      if (signal.aborted) {
        broken.push(scenario.name)
        continue
      }
      say(scenario.name)
      try {
        for (const measured of await Promise.race([scenario.run(stage), aborted])) {
          const result = resultOf(measured)
          results.push(result)
          say(`  ${lineOf(result)}`)
        }
      } catch (error) {
        if (!signal.aborted) say(`  ${scenario.name} failed: ${error instanceof Error ? error.stack : error}`)
        broken.push(scenario.name)
      }
    }
  } finally {
    await stopAll()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { results, broken }
}

async function main(): Promise<number> {
  let options: ReturnType<typeof optionsOf>
  try {
    options = optionsOf(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    return 2
  }
  const all = await loadScenarios()
  const strangers = options.only?.filter((name) => !all.some((scenario) => scenario.name === name)) ?? []
  if (strangers.length > 0) {
    console.error(
      `No such scenario: ${strangers.join(', ')}. There are: ${all.map(({ name }) => name).join(', ')}.`,
    )
    return 2
  }
  const stopping = new AbortController()
  const stop = (why: string) => {
    if (stopping.signal.aborted) return
    stopping.abort()
    say(why)
    // Whoever waits for an answer of theirs hears that they are gone.
    void stopAll()
  }
  process.on('SIGINT', () => stop('stopping everything'))
  process.on('SIGTERM', () => stop('stopping everything'))
  process.once('disconnect', () => stop('stopping everything'))
  const timer = setTimeout(() => stop('six minutes are over'), mostMs)
  const chosen = options.only ? all.filter(({ name }) => options.only?.includes(name)) : all
  const { results, broken } = await runAll(options, chosen, stopping.signal)
  clearTimeout(timer)
  const text = renderResults(results, [
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${process.platform}, Node ${process.versions.node}`,
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${Math.round((performance.now() - began) / 1000)} s` +
      `${options.quick ? ', --quick: figures mean nothing' : ''}`,
    ...(broken.length > 0 ? [`not measured: ${broken.join(', ')}`] : []),
  ])
  if (options.outDir) {
    writeFileSync(join(options.outDir, 'RESULTS.md'), text)
    writeFileSync(
      join(options.outDir, 'results.json'),
      `${JSON.stringify({ scenarios: results }, null, 2)}\n`,
    )
  } else console.log(text)
  return broken.length > 0 || stopping.signal.aborted ? 1 : 0
}

process.exit(await main())
