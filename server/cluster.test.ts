import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase } from '#store/postgres/test-database.ts'
import { ask, type Instance, report, startInstance, until } from './whole/instance.fixture.ts'
import { childrenOf } from './whole/processes.fixture.ts'

// Two fronts that share a port: all they were told counts once, one of them watches, and one may fall.

let database: Awaited<ReturnType<typeof openTestDatabase>>
let dataDir: string
let instance: Instance

beforeAll(async () => {
  database = await openTestDatabase()
  dataDir = await mkdtemp(path.join(tmpdir(), 'outage-desk-cluster-'))
  instance = await startInstance({ DATABASE_URL: database.url, DATA_DIR: dataDir, WEB_CONCURRENCY: '2' })
}, 120_000)
afterAll(async () => {
  await instance?.stop('SIGKILL')
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

/** The front processes: children of the primary that run its own program. */
const fronts = async (): Promise<number[]> =>
  (await childrenOf(instance.child.pid!))
    .filter(({ command }) => command.includes('main.ts'))
    .map(({ pid }) => pid)
const leader = async () =>
  (
    await database.db.query<{ owner: string; epoch: number; held: boolean }>(
      `SELECT owner, epoch, expires_at > now() AS held FROM lease WHERE name = 'watch'`,
    )
  )[0]
const tick = async () =>
  (
    await database.db.query<{ ticked_at: Date }>('SELECT ticked_at FROM watch_progress')
  )[0]?.ticked_at.getTime() ?? 0
const isReady = async () => (await ask(`${instance.site}/readyz`)).status === 200

describe('two fronts on one port', { timeout: 90_000 }, () => {
  it('lose no report when one of them is killed in the middle of a burst, and count none twice', async () => {
    const before = await fronts()
    expect(before).toHaveLength(2)
    await until(isReady, 30_000)
    const lanes = 12
    const burst = Array.from({ length: 240 }, (_, person) => ({ person, key: randomUUID() }))
    let answered = 0
    let killed = 0
    const refused: Record<number, number> = {}
    const lane = async (from: number) => {
      for (let i = from; i < burst.length; i += lanes) {
        const { person, key } = burst[i]!
        // As our page does: again with the same key, until there is an answer.
        for (;;) {
          const { status } = await report(instance.site, 'chatgpt', person, key)
          if (status === 201) break
          refused[status] = (refused[status] ?? 0) + 1
          await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 200))
        }
        answered++
        if (answered >= 100 && !killed) {
          killed = before[0]!
          process.kill(killed, 'SIGKILL')
        }
      }
    }
    await Promise.all(Array.from({ length: lanes }, (_, from) => lane(from)))
    console.log(`sent again after ${JSON.stringify(refused)}`)
    expect(answered).toBe(burst.length)
    const [rows] = await database.db.query<{ n: number }>('SELECT count(*)::int AS n FROM report')
    const [sums] = await database.db.query<{ reporters: number }>(
      'SELECT sum(reporters)::int AS reporters FROM report_bucket_minute',
    )
    expect([rows!.n, sums!.reporters]).toEqual([burst.length, burst.length])
    const restartMs = await until(async () => {
      const now = await fronts()
      return now.length === 2 && !now.includes(killed)
    }, 30_000)
    console.log(`burst: none lost; two fronts again ${restartMs} ms later`)
  })

  it('have one watch between them; when its front falls, the other leads within the lease and a tick', async () => {
    await until(async () => (await leader())?.held === true && (await tick()) > 0, 40_000)
    // A front that does not lead changes nothing: the watch goes on ticking under one owner and epoch.
    const isSettled = async () => {
      const [one, at] = [await leader(), await tick()]
      await until(async () => (await tick()) > at, 20_000)
      const two = await leader()
      return two?.owner === one?.owner && two?.epoch === one?.epoch
    }
    await until(isSettled, 40_000)
    const first = (await leader())!
    // Which of them leads is known to the lease alone: both fall, one after the other, until it was the leader.
    const before = await fronts()
    const startedAt = Date.now()
    process.kill(before[0]!, 'SIGKILL')
    const isTaken = async () => (await leader())!.owner !== first.owner
    let takenMs = 0
    try {
      takenMs = await until(isTaken, 13_000)
    } catch {
      process.kill(before[1]!, 'SIGKILL')
      takenMs = await until(isTaken, 13_000)
    }
    expect((await leader())!.epoch).toBe(first.epoch + 1)
    await until(async () => (await tick()) > startedAt, 20_000)
    console.log(`watch: taken over after ${takenMs} ms`)
  })

  it('end in order: not ready at once, what comes meanwhile is answered, exit code 0 within 15 s', async () => {
    await until(isReady, 40_000)
    const startedAt = Date.now()
    const gone = instance.stop('SIGTERM')
    await until(async () => (await ask(`${instance.site}/readyz`)).status === 503, 2_000)
    const late = await new Promise<{ status: number; connection: string }>((resolve, reject) => {
      http
        .get(`${instance.site}/healthz`, ({ statusCode, headers }) =>
          resolve({ status: statusCode ?? 0, connection: headers.connection ?? '' }),
        )
        .on('error', reject)
    })
    expect(late).toEqual({ status: 200, connection: 'close' })
    expect(await gone).toBe(0)
    const tookMs = Date.now() - startedAt
    expect(tookMs).toBeLessThan(15_000)
    console.log(`stop: ${tookMs} ms`)
  })
})
