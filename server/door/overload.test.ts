import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Answer, type Front, openFront, page } from './door.fixture.ts'

// A front with few slots under three times what it can bear, over real HTTP: what is given up first is given up
// first, and people's reports come in.

const noon = Date.parse('2026-03-17T12:00:00Z')
const renderMs = 300
let world: SmallWorld
let front: Front

beforeAll(async () => {
  world = await openSmallWorld(noon)
})
afterAll(async () => {
  await world.drop()
})
afterEach(() => front.close())

let people = 0
const report = () => {
  people++
  const from = `10.${(people >> 8) & 255}.${people & 255}.9`
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': from }
  return front.send('/api/v1/services/chat/reports', headers, 'POST', '{"problem":"login"}')
}
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Asks again and again, each time after a breath, in so many lanes, until `until`. */
async function lanes(
  count: number,
  until: number,
  ask: (turn: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = []
  let turn = 0
  const lane = async () => {
    while (performance.now() < until) {
      answers.push(await ask(turn++))
      await wait(100)
    }
  }
  await Promise.all(Array.from({ length: count }, lane))
  return answers
}
const countOf = (answers: Answer[], status: number) => answers.filter((one) => one.status === status).length

describe('three times what the slots hold, for three seconds', () => {
  it('sheds pages and keeps reports', { timeout: 20_000 }, async () => {
    const slots = 20
    let renders = 0
    let most = 0
    const render = async (path: string) => {
      most = Math.max(most, ++renders)
      await wait(renderMs)
      renders--
      return page(`<h1>${path}</h1>`)
    }
    front = await openFront(world, noon, { slots, render })
    await front.desk.say('chat', 1)
    // The first of their kind: connections are made, code is warm.
    await Promise.all([front.send('/en/status/chat'), report()])
    const until = performance.now() + 3_000
    const [pages, hot, reports, health, searches] = await Promise.all([
      lanes(slots * 2, until, (turn) => front.send(`/en/incidents?month=20${10 + (turn % 90)}-01`)),
      lanes(4, until, () => front.send('/en/status/chat')),
      lanes(slots / 5, until, report),
      lanes(1, until, () => front.send('/readyz')),
      lanes(slots, until, (turn) => front.send(`/ar/search?q=${turn}`)),
    ])
    const uncached = [...pages, ...searches]
    // How many depends on the machine; which of them does not.
    expect(countOf(uncached, 503)).toBeGreaterThan(5)
    expect(countOf(uncached, 200)).toBeGreaterThan(5)
    expect(countOf(uncached, 200) + countOf(uncached, 503)).toBe(uncached.length)
    expect(reports.length).toBeGreaterThan(0)
    expect(countOf(reports, 201)).toBe(reports.length)
    expect(countOf(hot, 200)).toBe(hot.length)
    expect(countOf(health, 200)).toBe(health.length)
    expect(most).toBeLessThanOrEqual(12)
    const shed = searches.find(({ status }) => status === 503)!
    expect(shed.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    })
    expect(Number(shed.headers['retry-after'])).toBeGreaterThanOrEqual(5)
    expect(shed.body.toString()).toMatch(/<p lang="ar"[^>]*>[^<]+<a href="">[^<]+<\/a><\/p><p lang="en"/)
    expect(shed.body.length).toBeLessThan(1_000)
    // Calm again, everything is there again.
    expect(front.gauge.level).toBe(0)
    expect((await front.send('/en/search?q=later')).status).toBe(200)
  })
})

describe('a front that is full', () => {
  /** Takes slots until the level is reached. */
  const fill = (kind: 'report' | 'status', count: number) => {
    const leaves = Array.from({ length: count }, () => front.gauge.enter(kind)!)
    return () => {
      for (const leave of leaves) leave()
    }
  }

  it('gives up streams, then pages and searches, then status, then reports; each says when to come back', async () => {
    front = await openFront(world, noon, { slots: 100 })
    await front.desk.say('chat', 2)
    const seconds = ({ headers }: Answer) => Number(headers['retry-after'])
    let leave = fill('report', 71)
    const stream = await front.send('/api/v1/services/chat/stream')
    expect(stream.status).toBe(503)
    expect(stream.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(seconds(stream)).toBeGreaterThanOrEqual(15)
    expect(seconds(stream)).toBeLessThanOrEqual(45)
    expect((await front.send('/api/v1/services?q=chat')).status).toBe(200)
    leave()

    leave = fill('report', 86)
    const search = await front.send('/api/v1/services?q=chat')
    expect([search.status, JSON.parse(search.body.toString()).type]).toEqual([503, '/problems/overloaded'])
    expect((await front.send('/en/method')).status).toBe(503)
    expect((await front.send('/api/v1/services/chat/state')).status).toBe(200)
    leave()

    leave = fill('report', 96)
    expect((await front.send('/api/v1/services/bank/state')).status).toBe(503)
    expect((await report()).status).toBe(201)
    leave()

    leave = fill('report', 100)
    const refused = await report()
    expect([refused.status, JSON.parse(refused.body.toString()).type]).toEqual([503, '/problems/busy'])
    expect(seconds(refused)).toBeGreaterThanOrEqual(5)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const byForm = await front.send('/ar/status/chat/report', form, 'POST', 'token=x')
    expect([byForm.status, byForm.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8'])
    // What a form was sent to cannot be asked for.
    expect(byForm.body.toString()).toContain('<a href="/ar/status/chat">')
    for (const path of ['/healthz', '/readyz']) expect((await front.send(path)).status).toBe(200)
    leave()
    expect((await report()).status).toBe(201)
  })

  it('gives the last bytes instead, with their age, as long as they say something', async () => {
    front = await openFront(world, noon, { slots: 10 })
    await front.desk.say('chat', 3)
    const paths = ['/api/v1/services/chat/state', '/badge/chat.svg?lang=en', '/en/status/chat']
    const before = await Promise.all(paths.map((path) => front.send(path)))
    const leave = fill('report', 10)
    front.desk.clock.now += 30_000
    await front.desk.say('chat', 4, { status: 'major', reports15m: 99 })
    const last = await Promise.all(paths.map((path) => front.send(path)))
    expect(last.map(({ status, headers }) => [status, headers.age])).toEqual(paths.map(() => [200, '30']))
    expect(last.map(({ body }) => body)).toEqual(before.map(({ body }) => body))
    front.desk.clock.now += 31_000
    const later = await Promise.all(paths.map((path) => front.send(path)))
    expect(later.map(({ status, headers }) => [status, headers.age])).toEqual([
      [503, undefined],
      [503, undefined],
      [200, '61'],
    ])
    leave()
    expect((await front.send(paths[0]!)).body.toString()).toContain('major')
  })

  it('sends a crowd that waits for one page away before it takes the slots of reports', async () => {
    let open = () => {}
    const held = new Promise<void>((resolve) => {
      open = resolve
    })
    front = await openFront(world, noon, {
      slots: 10,
      render: async () => {
        await held
        return page('late')
      },
    })
    const waiting = Array.from({ length: 50 }, () => front.send('/en/status/chat'))
    while ((front.asked.get('/en/status/chat') ?? 0) < waiting.length) await wait(10)
    expect((await report()).status).toBe(201)
    open()
    const answers = await Promise.all(waiting)
    expect(countOf(answers, 200)).toBeGreaterThan(5)
    expect(countOf(answers, 200)).toBeLessThanOrEqual(8)
    expect(countOf(answers, 503)).toBeGreaterThanOrEqual(42)
  })
})
