import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Opens the stage before the first spec and takes it down after the last. */
export default async function setup(): Promise<() => Promise<void>> {
  const stage = fork(fileURLToPath(new URL('stage.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const gone = new Promise<number | null>((resolve) => stage.once('exit', resolve))
  const addresses = await Promise.race([
    new Promise<Record<string, string>>((resolve) =>
      stage.once('message', (message) => resolve(message as Record<string, string>)),
    ),
    gone.then((code) => {
      throw new Error(`the stage ended (${code}) before it was set`)
    }),
  ])
  process.env.STAGE = JSON.stringify(addresses)
  return async () => {
    stage.kill('SIGTERM')
    await gone
  }
}
