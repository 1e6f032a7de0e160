/** The product's own detector, as the benchmark sees it: a command and what it prints. */

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { DetectorFailed } from './command.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface ProductRun {
  input: string
  output: string
  jobs: number
  /** With the gates of breadth on, each reporter taken for a network of their own. */
  withBreadth?: boolean
  signal?: AbortSignal
}

/**
 * Runs `detect` over a folder of series in `jobs` processes; returns the version of the rule, which the command
 * prints as a line `rule: …` on stderr. Throws DetectorFailed if it fails, or does not say the rule.
 */
export async function runProduct({ input, output, jobs, withBreadth, signal }: ProductRun): Promise<string> {
  const args = [
    '--import',
    'tsx',
    'cli/main.ts',
    'detect',
    '--in',
    input,
    '--out',
    output,
    '--jobs',
    `${jobs}`,
  ]
  if (withBreadth) args.push('--breadth')
  const said = await new Promise<string>((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], signal })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
    })
    child.once('error', reject)
    child.once('close', (code, killedBy) => {
      if (code !== 0) reject(new DetectorFailed(`detect ended with ${killedBy ?? code}:\n${said}`))
      else resolve(said)
    })
  })
  return ruleIn(said)
}

/** The version in what `detect` printed. Throws DetectorFailed: figures of an unknown rule are worth nothing. */
export function ruleIn(said: string): string {
  const rule = /^rule: (\S+)$/m.exec(said)?.[1]
  if (!rule) throw new DetectorFailed(`detect does not say its rule:\n${said}`)
  return rule
}
