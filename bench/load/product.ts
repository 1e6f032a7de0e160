import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { startChild } from './children.ts'

const readyMs = 60_000

export interface FrontOptions {
  databaseUrl: string
  /** Settings beside those of every run (base/env.ts). */
  settings?: Record<string, string>
  /** Options for Node, such as --cpu-prof. */
  node?: string[]
}

export interface Front {
  port: number
  pid: number
  stop(): Promise<void>
}

/** The product as it runs for real, on a free port of loopback, ready to answer. */
export async function startFront(
  env: NodeJS.ProcessEnv,
  { databaseUrl, settings, node }: FrontOptions,
): Promise<Front> {
  const child = startChild('server/main.ts', {
    env: {
      ...env,
      DATABASE_URL: databaseUrl,
      PORT: '0',
      HOST: '127.0.0.1',
      // The crowd's made-up addresses are believed from this machine, so only this machine may knock.
      TRUSTED_PROXIES: '127.0.0.0/8',
      LOG_LEVEL: 'error',
      ...settings,
    },
    node: node ?? [],
  })
  const { port } = (await child.first) as { port: number }
  const until = performance.now() + readyMs
  while (!(await isReady(port))) {
    if (child.process.exitCode !== null) throw new Error('the front ended')
    if (performance.now() > until) throw new Error('the front is not ready after a minute')
    await sleep(200)
  }
  return { port, pid: child.pid, stop: child.stop }
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  )

/** Resident memory of a process and all that it has started, kB. */
export async function residentKb(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,rss='])
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number])
  const family = new Set([pid])
  for (let known = 0; known !== family.size; ) {
    known = family.size
    for (const [own, parent] of rows) if (family.has(parent)) family.add(own)
  }
  return rows.reduce((sum, [own, , resident]) => sum + (family.has(own) ? resident : 0), 0)
}
