import { afterAll, describe, expect, it } from 'vitest'
import { openDetailsDesk } from './details.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const desk = await openDetailsDesk(noon)
const { rig, someone, ask, report, patch, notesOf, problemsOf } = desk
afterAll(desk.close)

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
