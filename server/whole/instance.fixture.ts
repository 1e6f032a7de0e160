import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { plainEnv } from '#base/env.ts'

/** A whole instance in a process of its own, as npm start runs it. */
export interface Instance {
  site: string
  child: ChildProcess
  /** Asks it to stop and resolves with its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts an instance on any free port; its settings beside that are given. */
export async function startInstance(settings: Record<string, string>): Promise<Instance> {
  const child = fork(fileURLToPath(new URL('../main.ts', import.meta.url)), [], {
    env: {
      ...plainEnv(),
      PORT: '0',
      HOST: '127.0.0.1',
      TRUSTED_PROXIES: '127.0.0.0/8',
      LOG_LEVEL: 'error',
      ...settings,
    },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port))
    gone.then((code) => reject(new Error(`the instance ended (${code})`)))
  })
  return {
    site: `http://127.0.0.1:${port}`,
    child,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return gone
    },
  }
}

export interface Asked {
  status: number
  headers: Headers
  body: string
  ms: number
}

/** One request with the time it took; status 0: no answer at all, or none within six seconds. */
export async function ask(url: string, init: RequestInit = {}): Promise<Asked> {
  const startedAt = performance.now()
  const since = () => Math.round(performance.now() - startedAt)
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(6_000), ...init })
    const body = await answer.text()
    return { status: answer.status, headers: answer.headers, body, ms: since() }
  } catch {
    return { status: 0, headers: new Headers(), body: '', ms: since() }
  }
}

/** Reports `slug` as the person of this number, each in another network. */
export const report = (site: string, slug: string, person: number, key: string): Promise<Asked> =>
  ask(`${site}/api/v1/services/${slug}/reports`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-forwarded-for': `10.${(person >> 8) & 255}.${person & 255}.9`,
    },
    body: JSON.stringify({ problem: 'down' }),
  })

/** Asks again and again until `isFine`; resolves with the time that took, ms. */
export async function until(isFine: () => Promise<boolean>, mostMs: number): Promise<number> {
  const startedAt = performance.now()
  while (!(await isFine())) {
    if (performance.now() - startedAt > mostMs) throw new Error(`not within ${mostMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return Math.round(performance.now() - startedAt)
}
