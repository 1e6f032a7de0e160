import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startPostgres } from './embedded-postgres.ts'
import { isAlive } from './start-lock.ts'

// Recovery and two more processes take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'outage-desk-pg-'))
})

afterAll(async () => {
  await (await startPostgres({ dataDir, database: 'desk' })).stop()
  await rm(dataDir, { recursive: true, force: true })
})

const pidOf = (dir: string) => Number.parseInt(readFileSync(join(dir, 'data/postmaster.pid'), 'utf8'), 10)

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

interface Start {
  owner: boolean
  url: string
  leave(): Promise<void>
}

/** Starts in a process of its own, which leaves without stopping Postgres, as a killed process would. */
async function startElsewhere(dir: string): Promise<Start> {
  const file = new URL('./embedded-postgres.ts', import.meta.url).href
  const code = `import { startPostgres } from ${JSON.stringify(file)}
    const { owner, url } = await startPostgres({ dataDir: ${JSON.stringify(dir)}, database: 'desk' })
    console.log(JSON.stringify({ owner, url }))
    process.stdin.on('end', () => process.exit()).resume()`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const [answer] = await once(child.stdout, 'data')
  const leave = async () => {
    child.stdin.end()
    await exit
  }
  return { ...JSON.parse(String(answer)), leave }
}

test('what was committed survives kill -9 of the server', async () => {
  const first = await startPostgres({ dataDir, database: 'desk' })
  expect(first.owner).toBe(true)
  await query(first.url, 'create table note (text text)')
  await query(first.url, "insert into note values ('here')")
  process.kill(pidOf(dataDir), 'SIGKILL')

  const second = await startPostgres({ dataDir, database: 'desk' })
  expect(await query(second.url, 'select text from note')).toEqual([{ text: 'here' }])
  expect(await query(second.url, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }])
  expect(await query(second.url, 'show timezone')).toEqual([{ TimeZone: 'UTC' }])

  const pid = pidOf(dataDir)
  await second.stop()
  await second.stop()
  expect(isAlive(String(pid))).toBe(false)
  expect(existsSync(join(dataDir, 'data/postmaster.pid'))).toBe(false)
})

test('a server that fell is started again by its owner, at the same address, and no other is touched', async () => {
  const running = await startPostgres({ dataDir, database: 'desk' })
  const pid = pidOf(dataDir)
  await running.revive()
  expect(pidOf(dataDir)).toBe(pid)
  process.kill(pid, 'SIGKILL')
  await vi.waitUntil(() => !isAlive(String(pid)), 5_000)
  await running.revive()
  expect(pidOf(dataDir)).not.toBe(pid)
  expect(await query(running.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await running.stop()
  await running.revive()
  expect(existsSync(join(dataDir, 'data/postmaster.pid'))).toBe(false)
})

test('two starts at once give one owner and the same server', async () => {
  const starts = await Promise.all([startElsewhere(dataDir), startElsewhere(dataDir)])
  expect(starts.filter((start) => start.owner)).toHaveLength(1)
  expect(starts[0]?.url).toBe(starts[1]?.url)
  await Promise.all(starts.map((start) => start.leave()))

  // Both processes are gone now and Postgres is an orphan: the next start adopts it and may stop it.
  const pid = pidOf(dataDir)
  const next = await startPostgres({ dataDir, database: 'desk' })
  const guest = await startPostgres({ dataDir, database: 'other' })
  expect(pidOf(dataDir)).toBe(pid)
  expect([next.owner, guest.owner]).toEqual([true, false])
  await guest.stop()
  expect(isAlive(String(pid))).toBe(true)
  await next.stop()
  expect(isAlive(String(pid))).toBe(false)
})

test('pid and lock files left by a crash, now pointing at strangers, are no obstacle', async () => {
  writeFileSync(
    join(dataDir, 'data/postmaster.pid'),
    `${process.pid}\n${dataDir}/data\n0\n1\n\n127.0.0.1\n\nready\n`,
  )
  writeFileSync(join(dataDir, 'start.lock'), `${process.pid} 1`)
  writeFileSync(join(dataDir, 'owner'), `${process.pid} 1`)
  const running = await startPostgres({ dataDir, database: 'desk' })
  expect(running.owner).toBe(true)
  await running.stop()
})

test('the password is random and for the owner only', () => {
  const file = join(dataDir, 'password')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).toMatch(/^[\w-]{32}$/)
})
