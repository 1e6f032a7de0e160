import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase } from '#store/postgres/test-database.ts'
import { ask, type Instance, report, startInstance, until } from './instance.fixture.ts'

// Two nodes that know nothing of each other but the same Postgres: one truth, one watch, and a new version rolled
// out node by node while people report.

let database: Awaited<ReturnType<typeof openTestDatabase>>
let dataDir: string
let nodes: [Instance, Instance]

const start = (name: string): Promise<Instance> =>
  startInstance({ DATABASE_URL: database.url, DATA_DIR: path.join(dataDir, name) })
const isReady = async ({ site }: Instance) => (await ask(`${site}/readyz`)).status === 200
const reportsSeen = async ({ site }: Instance, slug: string): Promise<number> =>
  JSON.parse((await ask(`${site}/api/v1/services/${slug}/state`)).body).reports15m
const stored = async (slug: string) =>
  (
    await database.db.query<{ rows: number; counted: number; buckets: number }>(
      `SELECT (SELECT count(*)::int FROM report r WHERE r.service_id = s.id) AS rows,
         (SELECT count(*)::int FROM report r WHERE r.service_id = s.id AND r.counted) AS counted,
         (SELECT coalesce(sum(reporters), 0)::int FROM report_bucket_minute b WHERE b.service_id = s.id) AS buckets
       FROM service s WHERE slug = $1`,
      [slug],
    )
  )[0]!

beforeAll(async () => {
  database = await openTestDatabase()
  dataDir = await mkdtemp(path.join(tmpdir(), 'outage-desk-nodes-'))
  // Both at once on an empty database: one migrates and installs, the other waits.
  nodes = await Promise.all([start('one'), start('two')])
  for (const node of nodes) await until(() => isReady(node), 60_000)
}, 150_000)
afterAll(async () => {
  for (const node of nodes ?? []) await node.stop('SIGKILL')
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

describe('two nodes on one Postgres', { timeout: 120_000 }, () => {
  it('know of each other’s reports, and count a person once', async () => {
    for (let person = 0; person < 6; person++) {
      const { status } = await report(nodes[person % 2]!.site, 'chatgpt', person, randomUUID())
      expect(status).toBe(201)
    }
    for (const node of nodes) await until(async () => (await reportsSeen(node, 'chatgpt')) === 6, 20_000)
    // The same person at the other node, and the same report again: neither counts anew.
    const key = randomUUID()
    const [first, again] = [
      await report(nodes[0].site, 'zoom', 1, key),
      await report(nodes[1].site, 'zoom', 1, key),
    ]
    expect(JSON.parse(again.body).id).toBe(JSON.parse(first.body).id)
    const other = await report(nodes[1].site, 'zoom', 1, randomUUID())
    expect([other.status, JSON.parse(other.body).status]).toEqual([200, 'already_received'])
    expect(await stored('zoom')).toMatchObject({ counted: 1, buckets: 1 })
  })

  it('are restarted one after the other while people report: nothing that was acknowledged is lost', async () => {
    let isOver = false
    let people = 0
    let answered = 0
    const pause = () => new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 100))
    const send = async () => {
      while (!isOver) {
        const [person, key] = [people++, randomUUID()]
        // As a balancer does: the one node, and the other if it does not answer.
        for (let attempt = 0; ; attempt++) {
          const { status } = await report(nodes[(person + attempt) % 2]!.site, 'whatsapp', person, key)
          if (status === 201) break
          await pause()
        }
        answered++
        await pause()
      }
    }
    const roll = async () => {
      for (const [slot, name] of ['one', 'two'].entries()) {
        const before = answered
        expect(await nodes[slot]!.stop('SIGTERM')).toBe(0)
        nodes[slot] = await start(name)
        await until(() => isReady(nodes[slot]!), 60_000)
        // The other took the reports meanwhile.
        expect(answered).toBeGreaterThan(before + 10)
      }
      isOver = true
    }
    await Promise.all([roll(), send(), send(), send()]).finally(() => {
      isOver = true
    })
    expect(answered).toBe(people)
    console.log(`rolled over ${answered} reports`)
    expect(await stored('whatsapp')).toEqual({ rows: people, counted: people, buckets: people })
    // The watch went with the nodes and is back: both show all of it.
    for (const node of nodes)
      await until(async () => (await reportsSeen(node, 'whatsapp')) === people, 30_000)
  })
})
