import { pbkdf2Sync } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { isSolved } from '#core/report/proof.ts'
import { openDetailsDesk } from './details.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const desk = await openDetailsDesk(noon)
const { rig, someone, ask, report } = desk
afterAll(desk.close)

describe('a proof of work', () => {
  const solve = ({ token, iterations, bits }: { token: string; iterations: number; bits: number }) => {
    let n = 0
    while (!isSolved(pbkdf2Sync(String(n), token, iterations, 16, 'sha256'), bits)) n++
    return n
  }
  const classOf = async ({ id }: { id: string }) =>
    (await rig.db.query<{ class: number }>('SELECT class FROM report WHERE id = $1', [id]))[0]!.class
  const tokenFor = async (slug: string, from: Record<string, string>) =>
    (await ask('GET', `/api/v1/services/${slug}/report-token`, undefined, from)).json()

  it('is not asked for in calm weather', async () => {
    expect((await tokenFor('slack', someone())).challenge).toBeUndefined()
  })

  it('is asked of a busy network; done, it counts as our page; left out, as without a token', async () => {
    const from = someone()
    for (let i = 0; i < 31; i++) await report('slack', { device: `a-device-key-00${i}` }, from)
    const { token, challenge } = await tokenFor('slack', from)
    expect(challenge.token).toBe(token)
    const proof = solve(challenge)
    const key = { 'idempotency-key': 'proof-key-0001' }
    const good = { token, proof, device: 'a-device-key-good1' }
    expect((await ask('POST', '/api/v1/services/twitch/reports', { ...good }, from)).statusCode).toBe(403)
    const sent = await ask('POST', '/api/v1/services/slack/reports', good, { ...from, ...key })
    expect(sent.statusCode).toBe(201)
    expect(await classOf(sent.json())).toBe(0)
    // A lost answer is asked for again with the same key; another report with the same proof is a replay.
    const again = await ask('POST', '/api/v1/services/slack/reports', good, { ...from, ...key })
    expect(again.headers['idempotency-replayed']).toBe('true')
    const replay = await ask(
      'POST',
      '/api/v1/services/slack/reports',
      { ...good, device: 'a-device-key-other' },
      from,
    )
    expect(replay.statusCode).toBe(403)
    expect(replay.json()).toMatchObject({ type: expect.stringContaining('proof'), challenge: { bits: 7 } })
    const without = await ask(
      'POST',
      '/api/v1/services/slack/reports',
      { token: (await tokenFor('slack', from)).token, device: 'a-device-key-none1' },
      from,
    )
    expect(without.statusCode).toBe(201)
    expect(await classOf(without.json())).toBe(1)
  })

  it('lets a person by whose network was refused', async () => {
    const from = someone()
    const post = (body: object) => ask('POST', '/api/v1/services/twitch/reports', body, from)
    let refused = await post({})
    for (let i = 0; i < 80 && refused.statusCode !== 429; i++)
      refused = await post({ device: `a-device-key-00${i}` })
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['retry-after']).toBeDefined()
    const { challenge } = refused.json()
    const sent = await post({
      token: challenge.token,
      proof: solve(challenge),
      device: 'a-device-key-proved',
    })
    expect([200, 201]).toContain(sent.statusCode)
  })

  it('is a wait of ten seconds without script', async () => {
    const from = someone()
    const form = (fields: Record<string, string>) =>
      rig.api.app.inject({
        method: 'POST',
        url: '/en/status/linkedin/report',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...from },
        payload: new URLSearchParams({
          token: rig.tokens.issueForm('linkedin', rig.clock.now),
          ...fields,
        }).toString(),
      })
    const where = (answer: Awaited<ReturnType<typeof form>>) =>
      new URL(String(answer.headers.location), 'http://desk').searchParams
    let last = await form({ problem: 'login' })
    for (let i = 0; i < 80 && where(last).get('said') !== 'wait'; i++) last = await form({ problem: 'login' })
    const wait = where(last).get('w')!
    expect(where(last).get('problem')).toBe('login')
    expect(where(await form({ problem: 'login', wait })).get('said')).toBe('wait')
    rig.clock.now += 10_000
    // Ten seconds fill the network's own bucket a little, too: empty it again.
    for (let i = 0; i < 12; i++) await form({})
    expect(where(await form({ problem: 'login', wait })).get('said')).toBe('duplicate')
    expect(where(await form({ problem: 'login', wait })).get('said')).toBe('wait')
  })
})
