import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Where a stage is to be found. */
interface Addresses {
  site: string
  /** A page of another origin that embeds us; `?service=&lang=`. */
  foreign: string
  /** Moves the clock and does what operators do (stage.ts). */
  prompter: string
  /** The push service of the browsers (notify/push-service.fixture.ts). */
  pushService: string
  /** Opens the editors' desk. */
  editorKey: string
}

export interface Stage extends Addresses {
  /** Lets time pass. */
  pass(seconds: number): Promise<void>
  /** Lets time pass while nobody judges: the numbers grow old. */
  doze(seconds: number): Promise<void>
  /** What readers found in their mailboxes. */
  mails(): Promise<{ to: string; subject: string; text: string }[]>
  /** Reports on a service are not taken for now. */
  pause(slug: string): Promise<void>
  /** A service is closed by its operator, today. */
  closeService(slug: string): Promise<void>
  /** What people wrote cannot be read, until it can again. */
  loseNotes(): Promise<void>
  findNotes(): Promise<void>
  /** Plays minutes of the outage's crowd. */
  play(minutes: number): Promise<void>
  close(): Promise<void>
}

/** Sets a stage (stage.ts) in a process of its own; `settings` are its environment. */
export async function openStage(settings: Record<string, string> = {}): Promise<Stage> {
  const child = fork(fileURLToPath(new URL('stage.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const addresses = await Promise.race([
    new Promise<Addresses>((resolve) => child.once('message', (message) => resolve(message as Addresses))),
    gone.then((code) => {
      throw new Error(`the stage ended (${code}) before it was set`)
    }),
  ])
  const ask = async (path: string): Promise<Response> => {
    const answer = await fetch(addresses.prompter + path, { method: 'POST' })
    if (!answer.ok) throw new Error(await answer.text())
    return answer
  }
  const prompt = async (path: string): Promise<void> => void (await ask(path))
  return {
    ...addresses,
    pass: (seconds) => prompt(`/pass?seconds=${seconds}`),
    doze: (seconds) => prompt(`/doze?seconds=${seconds}`),
    mails: async () => (await ask('/mails')).json() as ReturnType<Stage['mails']>,
    loseNotes: () => prompt('/loseNotes'),
    findNotes: () => prompt('/findNotes'),
    pause: (slug) => prompt(`/pause?slug=${slug}`),
    closeService: (slug) => prompt(`/close?slug=${slug}`),
    play: (minutes) => prompt(`/play?minutes=${minutes}`),
    async close() {
      child.kill('SIGTERM')
      await gone
    },
  }
}
