import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// What a person sees while things are made ready. Node's own modules only: nothing is installed yet.

export const root = fileURLToPath(new URL('../..', import.meta.url))

const colours = process.stdout.isTTY === true && !process.env.NO_COLOR
const paint = (code, text) => (colours ? `\x1b[${code}m${text}\x1b[0m` : text)

/** Programs we start count nobody and call nowhere. */
export const quiet = {
  NEXT_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
}

/** An error that needs no stack: its message says what to do. */
export class Advice extends Error {}

export function say(line = '') {
  process.stdout.write(`${line}\n`)
}

export function showDone(name, since) {
  say(`  ${paint(32, '✓')} ${name.padEnd(34)} ${paint(2, seconds(since))}`)
}

export function showFailed(name, since) {
  say(`  ${paint(31, '✗')} ${name.padEnd(34)} ${paint(2, seconds(since))}`)
}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** Runs one step with a tick and its seconds. A slow one is announced, on a terminal at once. */
export async function step(name, work) {
  const since = performance.now()
  const live = process.stdout.isTTY === true
  if (live) process.stdout.write(`  … ${name}`)
  const announce = live ? undefined : setTimeout(() => say(`  … ${name}`), 3000)
  const clear = () => {
    clearTimeout(announce)
    if (live) process.stdout.write('\r\x1b[2K')
  }
  try {
    const result = await work()
    clear()
    showDone(name, since)
    return result
  } catch (error) {
    clear()
    showFailed(name, since)
    throw error
  }
}

let stopping = false
const running = new Set()

/** Ctrl-C during a step: the step's program gets it from the terminal, or from us if we were sent the signal. */
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => {
    if (handedOver) return
    stopping = true
    process.exitCode = code
    for (const child of running) child.kill('SIGTERM')
    if (running.size === 0) process.exit(code)
  })
}

let handedOver = false

/** From here on signals belong to the program that was started last (see hand-over.mjs). */
export function releaseSignals() {
  handedOver = true
}

/**
 * Runs a program to its end and returns its code and output. `show` streams it to the terminal instead of
 * keeping it.
 */
export function execute(command, args, { env = {}, show = false, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...quiet, ...env },
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      shell,
      windowsHide: true,
    })
    running.add(child)
    let output = ''
    const keep = (chunk) => {
      output = (output + chunk).slice(-200_000)
    }
    child.stdout?.setEncoding('utf8').on('data', keep)
    child.stderr?.setEncoding('utf8').on('data', keep)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      running.delete(child)
      if (stopping) process.exit()
      resolve({ code: code ?? 1, signal, output })
    })
  })
}

/** Runs a program of a step; when it fails, its last words and the advice are shown. */
export async function must(advice, command, args, options) {
  const { code, output } = await execute(command, args, options)
  if (code === 0) return
  const words = output.trim().split('\n').slice(-60).join('\n')
  throw new Advice(`${words}\n\n${advice}`)
}

/** A JavaScript program of an installed package, run by this very Node. */
export const tool = (file, ...args) => [process.execPath, [`${root}node_modules/${file}`, ...args]]
