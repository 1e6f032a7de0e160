import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainEnv } from '#base/env.ts'
import { openTestDatabase } from '#store/postgres/test-database.ts'
import { childrenOf, listProcesses } from './processes.fixture.ts'

// The promise that must hold when everything falls: what was answered 201 is in the store, once.

let database: Awaited<ReturnType<typeof openTestDatabase>>
const started: ChildProcess[] = []

async function startServer(): Promise<{ site: string; child: ChildProcess }> {
  const child = fork(fileURLToPath(new URL('../main.ts', import.meta.url)), [], {
    env: {
      ...plainEnv(),
      DATABASE_URL: database.url,
      PORT: '0',
      HOST: '127.0.0.1',
      TRUSTED_PROXIES: '127.0.0.0/8',
      LOG_LEVEL: 'error',
    },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  started.push(child)
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port))
    child.once('exit', (code) => reject(new Error(`the server ended (${code})`)))
  })
  return { site: `http://127.0.0.1:${port}`, child }
}

interface Sent {
  key: string
  address: string
}

const send = async (site: string, { key, address }: Sent) => {
  const answer = await fetch(`${site}/api/v1/services/chatgpt/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-forwarded-for': address },
    body: JSON.stringify({ problem: 'down' }),
  })
  return { status: answer.status, id: ((await answer.json()) as { id: string }).id }
}

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(async () => {
  for (const child of started) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
  }
  await database.drop()
})

describe('kill -9 during a burst of reports', () => {
  it('loses nothing that was answered 201, and stores nothing twice', { timeout: 120_000 }, async () => {
    const first = await startServer()
    const burst = Array.from({ length: 600 }, (_, i): Sent => {
      return { key: randomUUID(), address: `10.${i >> 8}.${i & 255}.9` }
    })
    expect((await fetch(`${first.site}/en/status/chatgpt`)).status).toBe(200)
    const pages = await childrenOf(first.child.pid!)
    expect(pages.length).toBeGreaterThan(0)

    const answered = new Map<string, string>()
    let killed = false
    const lane = async (from: number) => {
      for (let i = from; i < burst.length && !killed; i += 24) {
        const sent = burst[i]!
        const answer = await send(first.site, sent).catch(() => null)
        if (answer?.status === 201) answered.set(sent.key, answer.id)
        if (answered.size >= 200 && !killed) {
          killed = true
          first.child.kill('SIGKILL')
        }
      }
    }
    await Promise.all(Array.from({ length: 24 }, (_, from) => lane(from)))
    expect(answered.size).toBeGreaterThanOrEqual(200)
    expect(answered.size).toBeLessThan(burst.length)

    const second = await startServer()
    for (const sent of burst) {
      const again = await send(second.site, sent)
      expect(again.status).toBe(201)
      // The same report as before, not another one.
      if (answered.has(sent.key)) expect(again.id).toBe(answered.get(sent.key))
      answered.set(sent.key, again.id)
    }
    const rows = await database.db.query<{ id: string }>('SELECT id FROM report')
    expect(rows.map((row) => row.id).sort()).toEqual([...answered.values()].sort())
    const [sums] = await database.db.query<{ reporters: number }>(
      'SELECT sum(reporters)::int AS reporters FROM report_bucket_minute',
    )
    expect(sums!.reporters).toBe(burst.length)
    // The page process went with its front.
    const running = (await listProcesses()).map(({ pid, began }) => `${pid} ${began}`)
    expect(pages.filter(({ pid, began }) => running.includes(`${pid} ${began}`))).toEqual([])
  })
})
