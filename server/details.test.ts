import { pbkdf2Sync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isSolved } from '#core/proof.ts'
import { parseGeoTable } from '#ingest/geo.ts'
import { readProblemCounts } from '#store/buckets.ts'
import { decideNote, listNotesToCheck } from '#store/notes.ts'
import { openTestDatabase } from '#store/test-database.ts'
import { createHousekeeping } from '#watch/housekeeping.ts'
import { createRig, type Rig } from './rig.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let rig: Rig
let drop: () => Promise<void>

beforeAll(async () => {
  const database = await openTestDatabase()
  drop = database.drop
  rig = await createRig(database.db, noon, parseGeoTable('10.0.0.0/8,SA,home,'))
})
afterAll(async () => {
  await rig.close()
  await drop()
})

let people = 0
/** Another person each time, unless an address is given. */
const someone = () => {
  people++
  return { 'x-forwarded-for': `10.${people >> 8}.${people & 255}.9` }
}
type Method = 'POST' | 'PATCH' | 'DELETE' | 'GET'
const ask = (method: Method, url: string, body?: unknown, headers: Record<string, string> = someone()) =>
  rig.api.app.inject({
    method,
    url,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
const report = async (slug: string, body: object = {}, headers = someone()) =>
  (await ask('POST', `/api/v1/services/${slug}/reports`, body, headers)).json()
const patch = (receipt: string, body: unknown, headers?: Record<string, string>) =>
  ask('PATCH', `/api/v1/reports/${receipt}`, body, headers)
const notesOf = async (slug: string) => (await ask('GET', `/api/v1/services/${slug}/notes`)).json().notes
/** By kind: people counted under it, and people who named it. */
const problemsOf = async (slug: string) => {
  const counts = await readProblemCounts(rig.db, rig.directory.bySlug(slug)!.id, rig.clock.now + 60_000)
  const said = counts.filter(({ named }) => named !== 0)
  return Object.fromEntries(said.map(({ problemId, reporters, named }) => [problemId, [reporters, named]]))
}

describe('details', () => {
  it('are added to the report, masked, and the same again is the same', async () => {
    const { receipt } = await report('chatgpt', { problem: 'down' })
    const body = { problem: 'login', country: 'EG', note: 'Loops after the code, call 0551234567' }
    const first = await patch(receipt, body)
    expect(first.statusCode).toBe(200)
    expect(first.json()).toMatchObject({ problems: ['down', 'login'], country: 'EG', hidden: ['phone'] })
    expect((await patch(receipt, body)).json()).toEqual(first.json())
    expect(await problemsOf('chatgpt')).toEqual({ 1: [1, 1], 2: [0, 1] })
    // Nobody else reported from there: the place is not named.
    expect(await notesOf('chatgpt')).toMatchObject([
      { text: 'Loops after the code, call •••', problem: 'login', country: null, same: 0 },
    ])
  })

  it('go with the report when it is taken back', async () => {
    const { receipt } = await report('whatsapp')
    await patch(receipt, { note: 'no messages', country: 'AE' })
    expect((await ask('DELETE', `/api/v1/reports/${receipt}`)).statusCode).toBe(204)
    expect(await notesOf('whatsapp')).toEqual([])
    expect((await patch(receipt, { note: 'again' })).statusCode).toBe(404)
  })

  it('name a place where five people and more reported from', async () => {
    for (let i = 0; i < 5; i++) await report('zoom')
    const { receipt } = await report('zoom')
    await patch(receipt, { note: 'no sound' })
    expect(await notesOf('zoom')).toMatchObject([{ country: 'SA' }])
  })

  it('are taken away by an empty note', async () => {
    const { receipt } = await report('tiktok')
    await patch(receipt, { note: 'black screen' })
    await patch(receipt, { note: ' \u200b ' })
    expect(await notesOf('tiktok')).toEqual([])
  })

  it.each<[string, number, unknown, Record<string, string>?]>([
    ['an unknown kind', 422, { problem: 'gremlins' }],
    ['a made-up country', 422, { country: 'XX' }],
    ['a field of ours', 422, { state: 0 }],
    ['a NUL', 422, { note: 'a\u0000b' }],
    ['a lone surrogate', 422, '{"note":"a\\ud800b"}'],
    ['281 characters', 422, { note: 'ab'.repeat(141) }],
    ['a note that is a list', 422, { note: [] }],
    ['not JSON', 400, '{"note":'],
    ['a form', 415, 'note=x', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['too large', 413, { note: 'x'.repeat(9000) }],
    ['another origin', 403, {}, { origin: 'https://evil.example' }],
    ['a cross-site fetch', 403, {}, { 'sec-fetch-site': 'cross-site' }],
  ])('%s is answered %i with problem+json', async (_name, status, body, headers = {}) => {
    const { receipt } = await report('telegram')
    const answer = await patch(receipt, body, { ...someone(), ...headers })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(await notesOf('telegram')).toEqual([])
  })

  it('need a receipt of ours that is not older than half an hour', async () => {
    const { receipt } = await report('youtube')
    expect((await patch(`${receipt.slice(0, 60)}AAAAAAAA`, {})).statusCode).toBe(404)
    rig.clock.now += 31 * 60_000
    expect((await patch(receipt, {})).statusCode).toBe(410)
    rig.clock.now -= 31 * 60_000
  })

  it('are not taken while the service is paused', async () => {
    const { receipt } = await report('snapchat')
    const set = async (paused: boolean) => {
      await rig.db.prisma.service.update({ where: { slug: 'snapchat' }, data: { paused } })
      await rig.directory.refresh()
    }
    await set(true)
    expect((await patch(receipt, { note: 'x' })).statusCode).toBe(409)
    expect((await ask('POST', '/api/v1/services/snapchat/works', {})).statusCode).toBe(409)
    expect((await ask('POST', '/api/v1/services/snapchat/reports', {})).statusCode).toBe(409)
    await set(false)
  })
})

describe('the same person again', () => {
  it('adds another kind to the one report', async () => {
    const from = someone()
    await report('instagram', {}, from)
    const again = await ask('POST', '/api/v1/services/instagram/reports', { problem: 'login' }, from)
    expect(again.statusCode).toBe(200)
    expect(again.json()).toMatchObject({ status: 'already_received', added: 'login' })
    expect(await problemsOf('instagram')).toEqual({ 2: [1, 1] })
    const third = await ask('POST', '/api/v1/services/instagram/reports', { problem: 'login' }, from)
    expect(third.json().added).toBeUndefined()
    const fourth = await report('instagram', { problem: 'slow' }, from)
    expect(fourth.added).toBe('slow')
    // Still one report, whose person named two kinds.
    expect(await problemsOf('instagram')).toEqual({ 2: [1, 1], 3: [0, 1] })
    const view = (await ask('GET', '/api/v1/services/instagram')).json()
    expect(view.problems).toMatchObject({ total: 1, namedShare: 1 })
    expect(view.problems.shares.map(({ share }: { share: number }) => share)).toEqual([0.5, 0.5])
  })

  it('takes every kind back with the one report', async () => {
    const from = someone()
    const { receipt } = await report('netflix', { problem: 'down' }, from)
    await report('netflix', { problem: 'app' }, from)
    expect(await problemsOf('netflix')).toEqual({ 1: [1, 1], 5: [0, 1] })
    expect((await ask('DELETE', `/api/v1/reports/${receipt}`)).statusCode).toBe(204)
    expect(await problemsOf('netflix')).toEqual({})
  })

  it('adds details by the receipt of the repeat, to the report that counts', async () => {
    const from = someone()
    await report('facebook', { problem: 'down' }, from)
    const { receipt } = await report('facebook', {}, from)
    const added = await patch(receipt, { problem: 'app', note: 'since the update', country: 'EG' })
    expect(added.json()).toMatchObject({ problems: ['down', 'app'], country: null })
    expect(await problemsOf('facebook')).toEqual({ 1: [1, 1], 5: [0, 1] })
    expect(await notesOf('facebook')).toMatchObject([{ text: 'since the update', problem: 'app' }])
  })
})

describe('"it works"', () => {
  it('counts a person once an hour, apart from reports', async () => {
    const from = someone()
    const say = () => ask('POST', '/api/v1/services/discord/works', {}, from)
    expect((await say()).statusCode).toBe(201)
    expect((await say()).json()).toEqual({ status: 'already_received', people60m: 1 })
    const view = (await ask('GET', '/api/v1/services/discord')).json()
    expect(view.works).toEqual({ people60m: 1, curve: null })
    expect(view.problems.total).toBe(0)
  })

  it('counts three of one household at most', async () => {
    const from = someone()
    for (let i = 0; i < 5; i++)
      await ask('POST', '/api/v1/services/reddit/works', { device: `a-device-key-000${i}` }, from)
    const view = (await ask('GET', '/api/v1/services/reddit')).json()
    expect(view.works.people60m).toBe(3)
  })

  it('is refused as reports are', async () => {
    const url = '/api/v1/services/reddit/works'
    expect((await ask('POST', url, { people: 7 })).statusCode).toBe(422)
    expect((await ask('POST', url, {}, { origin: 'https://evil.example' })).statusCode).toBe(403)
    expect((await ask('POST', '/api/v1/services/never-was/works', {})).statusCode).toBe(404)
  })
})

describe('notes', () => {
  const write = async (slug: string, note: string) => {
    const { receipt } = await report(slug, { problem: 'slow' })
    return (await patch(receipt, { note })).json()
  }

  it('that are unusual wait, and the writer is told nothing of it', async () => {
    const plain = await write('x', 'timeline does not load')
    const link = await write('x', 'join t.me/cheap-followers now')
    expect(Object.keys(link)).toEqual(Object.keys(plain))
    await write('x', 'THIS IS DOWN AGAIN HELP')
    for (let i = 0; i < 6; i++) await write('x', 'the very same long sentence again and again')
    const shown = await notesOf('x')
    expect(
      shown.map(({ text }: { text: string }) => text).filter((text: string) => text.startsWith('the very')),
    ).toHaveLength(4)
    expect(JSON.stringify(shown)).not.toMatch(/cheap|THIS/)
    const waiting = await listNotesToCheck(rig.db, false)
    expect(waiting.map(({ heldFor }) => heldFor).sort()).toEqual(['link', 'repeated', 'repeated', 'shouting'])
    expect(
      await decideNote(rig.db, waiting.find(({ heldFor }) => heldFor === 'link')!.id, 'shown', noon),
    ).toBe(true)
    expect(JSON.stringify(await notesOf('x'))).toContain('join •••')
  })

  it('take "same here" as a report and a voice, once a person', async () => {
    await write('spotify', 'stops after a minute')
    const [{ id }] = await notesOf('spotify')
    const from = someone()
    const same = () => ask('POST', `/api/v1/services/spotify/notes/${id}/same`, {}, from)
    const first = await same()
    expect(first.statusCode).toBe(201)
    expect(first.json()).toMatchObject({ same: 1 })
    expect((await same()).json()).toMatchObject({ status: 'already_received', same: 1 })
    expect(await problemsOf('spotify')).toEqual({ 3: [2, 2] })
    expect(await notesOf('spotify')).toMatchObject([{ same: 1 }])
  })

  it('are held by the flags of two households, and not by those of one', async () => {
    await write('netflix', 'rude words about somebody')
    const [{ id }] = await notesOf('netflix')
    const flag = (from: Record<string, string>, device: string) =>
      ask('POST', `/api/v1/services/netflix/notes/${id}/flag`, { device }, from)
    const home = someone()
    expect((await flag(home, 'a-device-key-0001')).statusCode).toBe(204)
    await flag(home, 'a-device-key-0002')
    expect(await notesOf('netflix')).toHaveLength(1)
    await flag(someone(), 'a-device-key-0003')
    expect(await notesOf('netflix')).toEqual([])
    expect((await flag(someone(), 'a-device-key-0004')).statusCode).toBe(404)
    // The person in charge has the last word.
    await decideNote(rig.db, id, 'shown', noon)
    await flag(someone(), 'a-device-key-0005')
    expect(await notesOf('netflix')).toHaveLength(1)
  })

  it('are paged, asked for since one, and known by a tag', async () => {
    for (let i = 0; i < 5; i++) {
      rig.clock.now += 10
      await write('github', `pushes fail, try ${i}`)
    }
    const page = async (query: string) => (await ask('GET', `/api/v1/services/github/notes?${query}`)).json()
    const first = await page('limit=2')
    expect(first.notes).toHaveLength(2)
    const second = await page(`limit=3&before=${first.next}`)
    expect(second.notes).toHaveLength(3)
    expect(second.next).toBeNull()
    expect((await page(`since=${second.notes[0].id}`)).notes).toEqual(first.notes)
    const url = '/api/v1/services/github/notes'
    const { headers } = await ask('GET', url)
    expect((await ask('GET', url, undefined, { 'if-none-match': String(headers.etag) })).statusCode).toBe(304)
    expect((await ask('GET', `${url}?before=x`)).statusCode).toBe(422)
    expect((await ask('GET', '/api/v1/services/never-was/notes')).statusCode).toBe(404)
  })

  it('go after a day', async () => {
    const keepHouse = createHousekeeping(rig.db, (_, error) => {
      throw error
    })
    expect(await notesOf('github')).not.toEqual([])
    await keepHouse([], rig.clock.now + 25 * 60 * 60_000)
    expect(await notesOf('github')).toEqual([])
  })
})

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

describe('without script', () => {
  const form = (path: string, fields: Record<string, string>, from = someone()) =>
    rig.api.app.inject({
      method: 'POST',
      url: `/ar/status/openai-api${path}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...from },
      payload: new URLSearchParams(fields).toString(),
    })
  const token = () => rig.tokens.issueForm('openai-api', rig.clock.now)

  it('details, what works, "same here" and flags all lead back with 303', async () => {
    const { receipt } = await report('openai-api')
    const added = await form(`/report/${receipt}`, {
      problem: 'slow',
      country: '',
      note: 'write to a@b.example',
    })
    expect(added.statusCode).toBe(303)
    expect(added.headers.location).toContain('hid=email')
    const [{ id, text }] = await notesOf('openai-api')
    expect(text).toBe('write to •••')
    expect((await form('/works', { token: token() })).headers.location).toContain('said=works')
    expect((await form('/works', { token: 'made up' })).headers.location).toContain('said=invalid')
    expect((await form(`/notes/${id}/same`, { token: token() })).headers.location).toContain('?r=')
    expect((await form(`/notes/${id}/flag`, { token: token() })).headers.location).toContain('said=flagged')
    const gone = await form(`/notes/${id.replace(/.$/, (c: string) => (c === '0' ? '1' : '0'))}/flag`, {
      token: token(),
    })
    expect(gone.headers.location).toContain('said=gone')
    const bad = await form(`/report/${receipt}`, { note: 'a\u0007b' })
    expect(bad.headers.location).toContain('said=note')
  })
})
