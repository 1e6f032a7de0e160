import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningPostgres, startPostgres } from '#store/postgres/embedded-postgres.ts'
import { type Asked, ask, type Instance, report, startInstance, until } from './instance.fixture.ts'
import { childrenOf } from './processes.fixture.ts'

// Postgres freezes, falls, is not there at the start: what is read goes on, marked as old; what is written is refused
// in time; and all of it is over a few seconds after Postgres is back.

let dataDir: string
let postgres: RunningPostgres
let instance: Instance
let people = 0
let frozen: number[] = []

const site = () => instance.site
const send = () => {
  people++
  return report(site(), 'chatgpt', people, randomUUID())
}
const postmaster = () =>
  Number.parseInt(readFileSync(path.join(dataDir, 'pg/data/postmaster.pid'), 'utf8'), 10)
/** Freezes the server: first whoever starts new processes, then those there are. */
const freeze = async (): Promise<number[]> => {
  const main = postmaster()
  process.kill(main, 'SIGSTOP')
  const all = [main, ...(await childrenOf(main)).map(({ pid }) => pid)]
  signal(all, 'SIGSTOP')
  return all
}
const signal = (pids: number[], name: NodeJS.Signals) => {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // It went by itself.
    }
  }
}
const startStore = async () => {
  postgres = await startPostgres({ dataDir: path.join(dataDir, 'pg'), database: 'desk' })
}
const startSite = async () => {
  instance = await startInstance({ DATABASE_URL: postgres.url, DATA_DIR: path.join(dataDir, 'site') })
}

const read = {
  state: '/api/v1/services/chatgpt/state',
  service: '/api/v1/services/chatgpt',
  stranger: '/api/v1/services/zoom',
  list: '/api/v1/services',
  home: '/en',
  page: '/en/status/chatgpt',
  arabic: '/ar/status/chatgpt',
  badge: '/badge/chatgpt.svg',
  embed: '/embed/chatgpt',
}
const readAll = async (): Promise<Record<keyof typeof read, Asked>> => {
  const entries = Object.entries(read).map(async ([name, url]) => [name, await ask(site() + url)])
  return Object.fromEntries(await Promise.all(entries))
}
const allThere = async () => Object.values(await readAll()).every(({ status }) => status === 200)
const isMarked = ({ body }: Asked) => body.includes('<output data-stale=')
const isBack = async () => (await send()).status === 201 && (await ask(`${site()}/readyz`)).status === 200

/** What must hold of everything that is read while the store is away, `since` when it was last heard of. */
async function expectOld(since: number): Promise<void> {
  // A busy machine may shed for a moment, and a page is shown once more as it was while it is made anew.
  await until(allThere, 20_000)
  await until(async () => {
    const { home, page, arabic } = await readAll()
    return isMarked(home) && isMarked(page) && isMarked(arabic)
  }, 10_000)
  const said = await readAll()
  for (const [name, { status, ms }] of Object.entries(said)) {
    expect(`${name} ${status}`).toBe(`${name} 200`)
    expect(ms).toBeLessThan(4_000)
  }
  const state = JSON.parse(said.state.body)
  expect(state.stale).toBe(true)
  expect(Date.parse(state.at)).toBeLessThanOrEqual(since)
  expect(JSON.parse(said.service.body).state).toMatchObject({ stale: true, at: state.at })
  expect(JSON.parse(said.stranger.body).state.stale).toBe(true)
  expect(said.page.body.includes('No fresh data since')).toBe(true)
  expect(said.arabic.body.includes('لا بيانات جديدة منذ')).toBe(true)
  expect(said.embed.body.includes('No fresh data')).toBe(true)
  expect((await ask(`${site()}/healthz`)).status).toBe(200)
  expect((await ask(`${site()}/readyz`)).status).toBe(503)
}

function expectRefused({ status, headers, ms }: Asked): void {
  expect(status).toBe(503)
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(5)
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(15)
  expect(ms).toBeLessThan(2_100)
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'outage-desk-away-'))
  await startStore()
  await startSite()
  // The watch has looked at everything once.
  await until(async () => JSON.parse((await ask(site() + read.state)).body).version > 0, 90_000)
}, 120_000)
afterAll(async () => {
  signal(frozen, 'SIGCONT')
  await instance.stop()
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
})

describe('Postgres', { timeout: 60_000 }, () => {
  it('frozen: reading goes on, reports are refused in time, and it is over soon after', async () => {
    await until(allThere, 20_000)
    await until(isBack, 20_000)
    frozen = await freeze()
    const since = Date.now()
    const sent: Promise<Asked>[] = []
    const reads: Promise<Asked>[] = []
    for (let i = 0; i < 20; i++) {
      sent.push(send())
      reads.push(...Object.values(read).map((url) => ask(site() + url)))
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    await expectOld(since)
    signal(frozen, 'SIGCONT')
    const backMs = await until(isBack, 5_000)
    for (const one of await Promise.all(sent)) expectRefused(one)
    const answers = await Promise.all(reads)
    const fine = answers.filter(({ status }) => status === 200).length
    // The rest was shed, if the machine is busy with other tests.
    expect(fine / answers.length).toBeGreaterThan(0.9)
    expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
    const slowest = Math.max(...answers.map(({ ms }) => ms))
    expect(slowest).toBeLessThan(4_000)
    console.log(
      `frozen: ${fine} of ${answers.length} read, the slowest in ${slowest} ms, back after ${backMs} ms`,
    )
  })

  it('killed: the same, and what was answered 201 is there once', async () => {
    await until(allThere, 20_000)
    const keys = new Map<string, number>()
    let killedAt = 0
    for (let i = 0; i < 60; i++) {
      const key = randomUUID()
      people++
      const { status } = await report(site(), 'whatsapp', people, key)
      if (status === 201) keys.set(key, people)
      if (i !== 40) continue
      signal([postmaster()], 'SIGKILL')
      // Its children end a moment later, and one of them may be the watch's.
      killedAt = Date.now() + 500
    }
    expect(keys.size).toBeGreaterThan(20)
    await until(async () => JSON.parse((await ask(site() + read.state)).body).stale, 3_000)
    await expectOld(killedAt)
    expectRefused(await send())
    await startStore()
    const backMs = await until(isBack, 5_000)
    for (const [key, person] of keys) {
      const again = await report(site(), 'whatsapp', person, key)
      expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
    }
    await until(async () => !JSON.parse((await ask(site() + read.state)).body).stale, 5_000)
    await until(async () => !isMarked(await ask(site() + read.page)), 5_000)
    console.log(`killed: back after ${backMs} ms`)
  })

  it('away at the start: the last run’s snapshot speaks, and the first report goes in by itself', async () => {
    await until(allThere, 20_000)
    await until(isBack, 20_000)
    expect(await instance.stop()).toBe(0)
    const since = Date.now()
    expect(existsSync(path.join(dataDir, 'site/snapshot.ndjson'))).toBe(true)
    await postgres.stop()
    // Pages are kept by the address by which they were asked.
    const { port } = new URL(site())
    instance = await startInstance({
      DATABASE_URL: postgres.url,
      DATA_DIR: path.join(dataDir, 'site'),
      PORT: port,
    })
    await expectOld(since)
    expectRefused(await send())
    await startStore()
    // At most ten seconds until the next try, and the store is made ready first.
    const backMs = await until(isBack, 20_000)
    console.log(`cold start: back after ${backMs} ms`)
  })
})
