import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { Advice, quiet, releaseSignals, root } from './terminal.mjs'

const isWindows = process.platform === 'win32'

/**
 * Starts one of the house's own programs and becomes its shadow: its output is ours, our signals are its, and its
 * exit code is ours. The child has a group of its own, so Ctrl-C reaches it once, from here; the channel tells it
 * when we are killed (base/parent.ts).
 */
export function handOver(file, args) {
  if (!existsSync(join(root, file))) throw new Advice(`${file} is not there (yet).`)
  releaseSignals()
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: root,
    env: { ...process.env, ...quiet },
    detached: !isWindows,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  let lastSignalAt = Number.NEGATIVE_INFINITY
  const forward = (signal) => {
    // npm and the terminal both send the same Ctrl-C.
    if (performance.now() - lastSignalAt < 1000) return
    lastSignalAt = performance.now()
    if (!isWindows) child.kill(signal)
  }
  process.on('SIGINT', () => forward('SIGINT'))
  process.on('SIGTERM', () => forward('SIGTERM'))
  // A closed terminal is a wish to stop like any other.
  process.on('SIGHUP', () => forward('SIGTERM'))
  // npm that is told to stop ends its shell, which tells nobody.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event && !isWindows)
    setInterval(() => process.ppid !== parent && forward('SIGTERM'), 1_000).unref()

  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}
