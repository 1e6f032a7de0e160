import { type ChildProcess, fork } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ruleVersion } from '#core/detect/detect.ts'
import type { Detection } from './series.ts'
import type { DetectAnswer, DetectShare } from './worker.ts'

const usage = 'usage: detect --in DIR --out FILE [--jobs N] [--breadth]'
const worker = fileURLToPath(new URL('./worker.ts', import.meta.url))

interface Options {
  dir: string
  out: string
  jobs: number
  withBreadth: boolean
}

/** The options, or null if they make no sense. */
function readOptions(args: string[]): Options | null {
  const options = {
    in: { type: 'string' },
    out: { type: 'string' },
    jobs: { type: 'string' },
    breadth: { type: 'boolean' },
  } as const
  try {
    const { values } = parseArgs({ args, options })
    const jobs = Number(values.jobs ?? 1)
    if (!values.in || !values.out || !Number.isInteger(jobs) || jobs < 1 || jobs > 64) return null
    return { dir: values.in, out: values.out, jobs, withBreadth: values.breadth ?? false }
  } catch {
    return null
  }
}

/** Resolves when a helper has answered for all its files; rejects if it ends early. */
const listen = (child: ChildProcess, take: (answer: DetectAnswer) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    child.on('message', take)
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`a helper of detect ended (${signal ?? code})`)),
    )
  })

/**
 * `detect --in DIR --out FILE [--jobs N] [--breadth]`: every CSV in DIR through the product's detector, in N helper processes;
 * incidents that became major as JSON lines, in the order of the services whatever N is. Says how far it is, and
 * which rule it runs, on stderr. Returns the exit code.
 */
export async function detectCommand(args: string[]): Promise<number> {
  const options = readOptions(args)
  if (!options) {
    console.error(usage)
    return 2
  }
  const { dir, out, jobs, withBreadth } = options
  let names: string[]
  try {
    names = readdirSync(dir).filter((name) => name.endsWith('.csv'))
  } catch {
    console.error(`detect: there is no folder ${dir}`)
    return 2
  }
  const files = names.sort().map((name) => join(dir, name))
  console.error(`rule: ${ruleVersion}`)
  const found = new Map<string, Detection[]>()
  const take = (answer: DetectAnswer) => {
    found.set(answer.file, answer.found)
    if (found.size % 50 === 0) console.error(`${found.size} of ${files.length} services`)
  }
  const count = Math.min(jobs, files.length)
  const children = Array.from({ length: count }, (_, nth) => {
    const child = fork(worker, [], { execArgv: ['--import', 'tsx'], serialization: 'advanced' })
    const share: DetectShare = { files: files.filter((_, place) => place % count === nth), withBreadth }
    child.send(share)
    return child
  })
  try {
    await Promise.all(children.map((child) => listen(child, take)))
  } finally {
    for (const child of children) child.kill()
  }
  const all = files.flatMap((file) => found.get(file)!)
  writeFileSync(out, all.map((one) => `${JSON.stringify(one)}\n`).join(''))
  console.error(`${files.length} services, ${all.length} major incidents`)
  return 0
}
