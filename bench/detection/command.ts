import { spawn } from 'node:child_process'
import { BadInput } from './numbers.ts'
import type { RunDetector } from './online.ts'

/** A detector that ended with an error; the message says which and how. */
export class DetectorFailed extends Error {}

const quoted = (path: string): string =>
  process.platform === 'win32' ? `"${path}"` : `'${path.replaceAll("'", `'\\''`)}'`

/**
 * Any detector, as a command line with {in} and {out} in it, run by the shell. What it prints on stderr is shown.
 * Throws BadInput if a place is missing, DetectorFailed (when run) if the command does not end with 0.
 */
export function commandDetector(command: string): RunDetector {
  for (const place of ['{in}', '{out}']) {
    if (!command.includes(place)) throw new BadInput(`The command must say ${place}: ${command}`)
  }
  return (input, output) => {
    const line = command.replaceAll('{in}', quoted(input)).replaceAll('{out}', quoted(output))
    return new Promise((resolve, reject) => {
      const child = spawn(line, { shell: true, stdio: ['ignore', 'ignore', 'inherit'] })
      child.once('error', reject)
      child.once('exit', (code, signal) =>
        code === 0
          ? resolve()
          : reject(new DetectorFailed(`The command ended with ${signal ?? code}: ${line}`)),
      )
    })
  }
}
