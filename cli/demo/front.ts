import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Front {
  port: number
  /** Rejects when the platform ends by itself. */
  ended: Promise<never>
  stop(): Promise<void>
}

/** Starts the platform itself as a child and resolves when it is open. It ends when we do, however we end. */
export async function startFront(env: NodeJS.ProcessEnv): Promise<Front> {
  const script = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
  const child = fork(script, [], {
    env,
    execArgv: ['--import', 'tsx'],
    // Of its own group: Ctrl-C comes to us first, and we stop it in order.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const gone = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  const ended = gone.then((code) => {
    throw new Error(`the platform ended (${code})`)
  })
  ended.catch(() => {})
  const opened = new Promise<number>((resolve) =>
    child.once('message', (message: { port: number }) => resolve(message.port)),
  )
  const port = await Promise.race([opened, ended])
  return {
    port,
    ended,
    async stop() {
      child.kill('SIGTERM')
      await gone
    },
  }
}
