/** The steps of main.ts: each takes its options and returns an exit code; all throw BadInput. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runAllAnchors } from './anchors/run-all.ts'
import { anchors } from './anchors/table.ts'
import { commandDetector } from './command.ts'
import { jsonLines, readDetections } from './detections.ts'
import { generate } from './generate.ts'
import { judge } from './judge.ts'
import { BadInput } from './numbers.ts'
import { checkOnline } from './online.ts'
import { flag, readOptions, text } from './options.ts'
import { oracle, silent } from './oracle.ts'
import { printScorecard } from './print.ts'
import { scorecardOf } from './score.ts'
import type { Truth } from './truth.ts'

function readTruth(file: string): Truth {
  if (!existsSync(file)) throw new BadInput(`There is no ${file}; the step "generate" makes one.`)
  const truth: Truth = JSON.parse(readFileSync(file, 'utf8'))
  if (truth.version !== 1) throw new BadInput(`${file} is not a truth.json of this benchmark.`)
  return truth
}

function needFolder(dir: string): string {
  if (!existsSync(dir)) throw new BadInput(`There is no folder ${dir}`)
  return dir
}

async function generateStep(args: string[]): Promise<number> {
  const options = {
    seed: text,
    out: text,
    services: text,
    'history-days': text,
    'evaluated-days': text,
    start: text,
  }
  const { get, whole, has } = readOptions(args, options, ['seed', 'out'])
  const truth = generate({
    seed: get('seed'),
    out: get('out'),
    services: whole('services'),
    histDays: whole('history-days'),
    evalDays: whole('evaluated-days'),
    t0: has('start') ? get('start') : undefined,
  })
  console.log(`${truth.services.length} services, sha256 ${truth.sha256}`)
  return 0
}

/** Scores, prints and returns the composite. */
function scoreFiles(truthFile: string, found: string, json?: string): number {
  const { services, problems } = judge(readTruth(truthFile), readDetections(found))
  const card = scorecardOf(services)
  console.log(printScorecard(card))
  if (problems.length > 0)
    console.log(`\n${problems.length} lines left out, as: ${problems.slice(0, 3).join('; ')}`)
  if (json) writeFileSync(json, `${JSON.stringify(card, null, 1)}\n`)
  return card.composite
}

async function scoreStep(args: string[]): Promise<number> {
  const { get, has } = readOptions(args, { truth: text, found: text, json: text }, ['truth', 'found'])
  scoreFiles(get('truth'), get('found'), has('json') ? get('json') : undefined)
  return 0
}

async function checkCommand(input: string, command: string, choice: object): Promise<boolean> {
  const result = await checkOnline({ input: needFolder(input), run: commandDetector(command), ...choice })
  const { differences, incidents, cuts, services, endsRevised } = result
  for (const one of differences) console.log(one)
  if (differences.length > 0) console.log(`NOT online: ${differences.length} differences`)
  else console.log(`online: ${incidents} incidents agree over ${cuts} cuts of ${services} services`)
  if (endsRevised > 0) console.log(`${endsRevised} ends were told otherwise more than three hours later`)
  return differences.length === 0
}

async function onlineStep(args: string[]): Promise<number> {
  const options = { in: text, cmd: text, services: text, cuts: text, seed: text }
  const { get, whole, has } = readOptions(args, options, ['in', 'cmd'])
  const choice = {
    services: whole('services'),
    cuts: whole('cuts'),
    seed: has('seed') ? get('seed') : undefined,
  }
  return (await checkCommand(get('in'), get('cmd'), choice)) ? 0 : 1
}

async function runStep(args: string[]): Promise<number> {
  const options = { seed: text, cmd: text, out: text, services: text, least: text }
  const { get, number, whole } = readOptions(args, options, ['seed', 'cmd', 'out'])
  const [seed, command, out, least] = [get('seed'), get('cmd'), get('out'), number('least')]
  const run = commandDetector(command)
  const services = whole('services') ?? 200
  const truthFile = join(out, 'truth.json')
  const old = existsSync(truthFile) ? readTruth(truthFile) : null
  if (old?.seed !== seed || old.services.length !== services) generate({ seed, out, services })
  const input = join(out, 'input')
  const found = join(out, 'found.jsonl')
  await run(input, found)
  const composite = scoreFiles(truthFile, found)
  const isOnline = await checkCommand(input, command, {})
  const isEnough = composite >= (least ?? 0)
  if (!isEnough) console.log(`${composite} is less than ${least}`)
  return isOnline && isEnough ? 0 : 1
}

async function anchorStep(args: string[]): Promise<number> {
  const options = {
    name: text,
    in: text,
    out: text,
    tuned: flag,
    threshold: text,
    minimum: text,
    bucket: text,
    jobs: text,
  }
  const { get, number, whole, has } = readOptions(args, options, ['name', 'in', 'out'])
  const anchor = anchors.find(({ name }) => name === get('name'))
  if (!anchor)
    throw new BadInput(
      `No such anchor: ${get('name')}. There are: ${anchors.map(({ name }) => name).join(', ')}`,
    )
  const usual = has('tuned') ? anchor.tuned : anchor.default
  const point = {
    threshold: number('threshold') ?? usual.threshold,
    minimum: number('minimum') ?? usual.minimum,
    bucketMinutes: whole('bucket') ?? usual.bucketMinutes,
  }
  if (60 % point.bucketMinutes !== 0)
    throw new BadInput(`--bucket must divide an hour, not ${point.bucketMinutes}.`)
  const [found] = await runAllAnchors(needFolder(get('in')), [{ anchor, point }], whole('jobs') ?? 1)
  writeFileSync(get('out'), jsonLines(found!))
  console.log(`${anchor.title}: ${found!.length} incidents`)
  return 0
}

async function oracleStep(args: string[]): Promise<number> {
  const { get, has } = readOptions(args, { truth: text, out: text, silent: flag }, ['truth', 'out'])
  const truth = readTruth(get('truth'))
  writeFileSync(get('out'), jsonLines(has('silent') ? silent : oracle(truth)))
  return 0
}

export const steps: Record<string, (args: string[]) => Promise<number>> = {
  generate: generateStep,
  score: scoreStep,
  online: onlineStep,
  run: runStep,
  anchor: anchorStep,
  oracle: oracleStep,
}
