/** `npm run scorecard`: docs/scorecard.json and docs/scorecard.md, from nothing but the seeds. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runAllAnchors } from './anchors/run-all.ts'
import { anchors } from './anchors/table.ts'
import { DetectorFailed } from './command.ts'
import { readDetections } from './detections.ts'
import { generate } from './generate.ts'
import { type JudgedService, judge } from './judge.ts'
import { BadInput } from './numbers.ts'
import { checkOnline, type OnlineResult } from './online.ts'
import { readOptions, text } from './options.ts'
import { runProduct } from './product.ts'
import { renderScorecard } from './render.ts'
import { anchorFigures, goalsOf, meanOf, type Report, type SeedFigures } from './report.ts'
import { scorecardOf } from './score.ts'

const usage = `npm run scorecard -- [--seeds dev-1,dev-2] [--services 200] [--out-dir docs] [--jobs 2]`

interface Seeds {
  frozenAt: string
  public: string[]
  drawn: string[]
}

interface Options {
  seeds: string[]
  services: number
  outDir: string
  jobs: number
}

const known: Seeds = JSON.parse(readFileSync(new URL('./seeds.json', import.meta.url), 'utf8'))
const runs = anchors.flatMap((anchor) => [
  { anchor, point: anchor.default },
  { anchor, point: anchor.tuned },
])

function optionsOf(args: string[]): Options {
  const options = { seeds: text, services: text, 'out-dir': text, jobs: text }
  const { get, whole, has } = readOptions(args, options, [])
  const seeds = has('seeds') ? get('seeds').split(',').filter(Boolean) : [...known.public, ...known.drawn]
  if (seeds.length === 0) throw new BadInput('--seeds must name at least one.')
  const outDir = has('out-dir') ? get('out-dir') : fileURLToPath(new URL('../../docs', import.meta.url))
  return { seeds, services: whole('services') ?? 200, outDir, jobs: whole('jobs') ?? 2 }
}

const began = performance.now()
const say = (words: string) =>
  console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${words}`)

/** One seed's results: the product's, and the anchors' in the order of `runs`. */
interface SeedResult {
  ruleVersion: string
  sha256: string
  product: JudgedService[]
  withBreadth: JudgedService[]
  anchors: JudgedService[][]
}

/** Works in `work`, which holds one data set at a time: one takes 300 MB. */
class Workshop {
  constructor(
    private readonly work: string,
    private readonly options: Options,
    private readonly signal: AbortSignal,
  ) {}

  private get input(): string {
    return join(this.work, 'input')
  }

  async judgeSeed(seed: string): Promise<SeedResult> {
    const { services, jobs } = this.options
    say(`${seed}: making ${services} services`)
    const truth = generate({ seed, services, out: this.work })
    say(`${seed}: detecting`)
    const found = join(this.work, 'found.jsonl')
    const run = async (withBreadth: boolean) => {
      const { input, signal } = this
      const ruleVersion = await runProduct({ input, output: found, jobs, withBreadth, signal })
      const { services: judged, problems } = judge(truth, readDetections(found))
      if (problems.length > 0) throw new DetectorFailed(`detect wrote what cannot be used: ${problems[0]}`)
      return { ruleVersion, judged }
    }
    const { ruleVersion, judged: product } = await run(false)
    const { judged: withBreadth } = await run(true)
    say(`${seed}: ${anchors.length} other detectors`)
    const others = await runAllAnchors(this.input, runs, jobs, this.signal)
    return {
      ruleVersion,
      sha256: truth.sha256,
      product,
      withBreadth,
      anchors: others.map((one) => judge(truth, one).services),
    }
  }

  /** On the data set of the last seed. */
  checkOnline(): Promise<OnlineResult> {
    const run = async (input: string, output: string) => {
      await runProduct({ input, output, jobs: this.options.jobs, signal: this.signal })
    }
    return checkOnline({ input: this.input, run })
  }
}

const compositeOf = ({ composite, standardError }: ReturnType<typeof meanOf>) => ({
  composite,
  standardError,
})

async function makeReport(workshop: Workshop, { seeds, services }: Options): Promise<Report> {
  const isDrawn = (seed: string) => known.drawn.includes(seed)
  const results = new Map<string, SeedResult>()
  for (const seed of seeds) results.set(seed, await workshop.judgeSeed(seed))
  const lastSeed = seeds.at(-1)!
  say(`${lastSeed}: whether it is online`)
  const online = { seed: lastSeed, ...(await workshop.checkOnline()) }
  const judged = seeds.map((seed) => results.get(seed)!)
  const mean = meanOf(judged.map((one) => one.product))
  const ofDrawn = seeds.filter(isDrawn).map((seed) => results.get(seed)!.product)
  const figures = (run: number) =>
    anchorFigures(
      runs[run]!.point,
      judged.map((one) => one.anchors[run]!),
    )
  return {
    ruleVersion: results.get(lastSeed)!.ruleVersion,
    frozenAt: known.frozenAt,
    services,
    seeds: seeds.map((seed): SeedFigures => {
      const { product, sha256 } = results.get(seed)!
      return { seed, drawn: isDrawn(seed), sha256, ...scorecardOf(product) }
    }),
    mean,
    withBreadth: meanOf(judged.map((one) => one.withBreadth)),
    drawnMean: ofDrawn.length > 0 ? compositeOf(meanOf(ofDrawn)) : null,
    anchors: anchors.map(({ name, title, source }, i) => ({
      name,
      title,
      source,
      default: figures(2 * i),
      tuned: figures(2 * i + 1),
    })),
    online,
    goals: goalsOf(mean, online),
  }
}

async function scorecard(args: string[]): Promise<number> {
  const options = optionsOf(args)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  // Killed without a word, the terminal's command (cli/run.mjs) takes its channel with it.
  process.once('disconnect', () => stop.abort())
  process.channel?.unref()
  const work = mkdtempSync(join(tmpdir(), 'outage-desk-scorecard-'))
  try {
    const report = await makeReport(new Workshop(work, options, stop.signal), options)
    mkdirSync(options.outDir, { recursive: true })
    writeFileSync(join(options.outDir, 'scorecard.json'), `${JSON.stringify(report, null, 2)}\n`)
    writeFileSync(join(options.outDir, 'scorecard.md'), renderScorecard(report))
    const missed = report.goals.filter((one) => !one.holds)
    say(`composite ${report.mean.composite} ± ${report.mean.standardError}, ${missed.length} goals missed`)
    for (const one of missed)
      say(`missed: ${one.name} ${one.wanted}, measured ${one.measured?.toFixed(3) ?? 'nothing'}`)
    return 0
  } catch (error) {
    if (stop.signal.aborted) return 130
    throw error
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

try {
  process.exitCode = await scorecard(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof BadInput || error instanceof DetectorFailed)) throw error
  console.error(error.message)
  if (error instanceof BadInput) console.error(usage)
  process.exitCode = error instanceof BadInput ? 2 : 1
}
