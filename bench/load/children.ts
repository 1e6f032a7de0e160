import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Postgres takes its time to stop; killed, its starter would leave it behind. */
const patienceMs = 40_000

export interface ChildOptions {
  args?: string[]
  /** In place of our own environment. */
  env?: NodeJS.ProcessEnv
  /** TypeScript unless said otherwise. */
  plain?: boolean
  /** More options for Node itself. */
  node?: string[]
}

/** A process of ours, known by its handle and ended by its handle. */
export interface Child {
  process: ChildProcess
  pid: number
  /** The first message: where it listens, or what it has made ready. Rejects when it ends before. */
  first: Promise<unknown>
  /** Asks and waits for the next message. */
  ask<Answer>(message: object): Promise<Answer>
  stop(): Promise<void>
}

const running: Child[] = []

/** Starts a script of the repository. It has a channel to us, and goes when we go, however we go. */
export function startChild(script: string, options: ChildOptions = {}): Child {
  const child = fork(`${root}${script}`, options.args ?? [], {
    cwd: root,
    ...(options.env && { env: options.env }),
    execArgv: [...(options.plain ? [] : ['--import', 'tsx']), ...(options.node ?? [])],
    // Of its own group: Ctrl-C comes to us, and we end all in order.
    detached: process.platform !== 'win32',
    // What it says must not mix with our figures.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const message = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error(`${script} ended (${child.signalCode ?? child.exitCode})`))
      if (child.exitCode !== null || child.signalCode !== null) return ended()
      child.once('exit', ended)
      child.once('message', (answer) => {
        child.off('exit', ended)
        resolve(answer)
      })
    })
  const first = message()
  first.catch(() => {})
  const started: Child = {
    process: child,
    pid: child.pid ?? 0,
    first,
    async ask<Answer>(question: object) {
      const answer = message()
      child.send(question)
      return (await answer) as Answer
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      await gone
      clearTimeout(timer)
      // Not before it is gone: whoever else waits for the end of all must wait for this one too.
      const at = running.indexOf(started)
      if (at >= 0) running.splice(at, 1)
    },
  }
  running.push(started)
  return started
}

/** Ends whatever still runs, the youngest first: whoever leans on another goes before it. */
export async function stopAll(): Promise<void> {
  while (running.length > 0) await running.at(-1)!.stop()
}
