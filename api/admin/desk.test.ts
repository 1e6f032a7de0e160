import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { editorRoles } from '#core/editor.ts'
import { openDatabase } from '#store/db.ts'
import { addPerson, listPeople } from '#store/editor/people.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'
import { signIn, type Visitor, visit } from './desk.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const minute = 60_000
let world: SmallWorld
let desk: Desk
let admin: Visitor

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  admin = await signIn(world, desk, 'admin')
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

describe('the door of the desk', () => {
  it('is shut to whoever has no key, and leads back to where they wanted to go', async () => {
    const stranger = visit(desk)
    const sent = await stranger.get('/admin/en/queue')
    expect([sent.status, sent.headers.location]).toEqual([303, '/admin/en/sign-in?to=%2Fqueue'])
    expect((await stranger.get('/admin')).headers.location).toBe('/admin/en')
    const wrong = await stranger.post('/admin/ar/sign-in', { key: 'desk' })
    expect(wrong.status).toBe(403)
    expect(wrong.text).toContain('هذا المفتاح لا يفتح شيئًا')
    const key = await addPerson(world.db, { name: 'Salma', role: 'moderator' }, noon)
    const inside = await stranger.post('/admin/en/sign-in', { key: key!, to: '/queue' })
    expect([inside.status, inside.at]).toEqual([200, '/admin/en/queue'])
    expect(inside.text).toContain('<bdi>Salma</bdi>, moderator')
  })

  it('leads nowhere else, whatever the form says', async () => {
    for (const to of ['//evil.example', 'https://evil.example', '/../../evil', '/\\evil.example']) {
      const key = await addPerson(world.db, { name: `to ${to}`, role: 'viewer' }, noon)
      const sent = await visit(desk).post('/admin/en/sign-in', { key: key!, to })
      expect(sent.at, to).toBe('/admin/en')
    }
  })

  it('keeps nothing, and is in nobody’s frame or index', async () => {
    const { headers } = await admin.get('/admin/en')
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'same-origin',
    })
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    const answer = await desk.api.app.inject({
      method: 'POST',
      url: '/admin/en/sign-in',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `key=${await addPerson(world.db, { name: 'cookie', role: 'viewer' }, noon)}`,
    })
    expect(answer.headers['set-cookie']).toMatch(
      /^desk-editor=[\w-]{27}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    )
  })

  it('binds its cookie to the host where the site is https', async () => {
    const safe = await openDesk(world, noon, { publicUrl: 'https://desk.example' })
    const key = await addPerson(world.db, { name: 'safe', role: 'viewer' }, noon)
    const answer = await safe.api.app.inject({
      method: 'POST',
      url: '/admin/en/sign-in',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `key=${key}`,
    })
    expect(answer.headers['set-cookie']).toMatch(/^__Host-desk-editor=.*; Secure$/)
    await safe.api.app.close()
  })

  it('takes no press of a button from a page of others', async () => {
    const sent = await admin.post(
      '/admin/en/people/add',
      { name: 'Eve', role: 'admin' },
      { 'sec-fetch-site': 'cross-site' },
    )
    expect(sent.status).toBe(403)
    expect((await listPeople(world.db)).some(({ name }) => name === 'Eve')).toBe(false)
  })
})

describe('the desk', () => {
  it('says in both languages who is there, and has no page that is empty', async () => {
    for (const locale of ['en', 'ar']) {
      for (const path of [
        '',
        '/queue',
        '/services',
        '/services/new',
        '/services/chat',
        '/incidents',
        '/requests',
        '/log',
        '/people',
      ]) {
        const { status, text } = await admin.get(`/admin/${locale}${path}`)
        expect(status, path).toBe(200)
        expect(text, path).toContain(`lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"`)
        expect(text.match(/<h1>([^<]+)<\/h1>/)?.[1], path).toBeTruthy()
      }
    }
  })

  it('knows what is not there', async () => {
    for (const path of ['/services/nothing', '/incidents/2026-03-17-chat-aaaa', '/incidents/x']) {
      const { status, text } = await admin.get(`/admin/en${path}`)
      expect([status, text.includes('There is no such thing here')], path).toEqual([404, true])
    }
    expect((await admin.post('/admin/en/queue/x/hold')).status).toBe(404)
  })

  it('lets each do what their role allows, and no more', async () => {
    const presses = {
      viewer: '/admin/en/queue/00000000-0000-7000-8000-000000000000/show',
      moderator: '/admin/en/services/chat/restore',
      editor: '/admin/en/people/end',
    }
    for (const [role, path] of Object.entries(presses)) {
      const visitor = await signIn(world, desk, role as (typeof editorRoles)[number], `mere ${role}`)
      const { status, text } = await visitor.post(path, { name: 'admin' })
      expect([status, text.includes('Your role does not allow this')], role).toEqual([403, true])
      // Whoever may not, is not offered it.
      expect((await visitor.get('/admin/en/services/chat')).text.includes('name="nameEn"')).toBe(
        role === 'editor',
      )
    }
  })

  it('says in words that the store is away', async () => {
    const db = openDatabase('postgresql://nobody@127.0.0.1:1/nothing', { max: 1 })
    const away = await openDesk(world, noon, { db })
    const { statusCode, body } = await away.api.app.inject({
      url: '/admin/ar/queue',
      headers: { cookie: `desk-editor=${'x'.repeat(27)}` },
    })
    expect([statusCode, body.includes('lang="ar" dir="rtl"')]).toEqual([503, true])
    expect(body).toMatch(/<h1>[^<]+<\/h1>/)
    await away.api.app.close()
    await db.close()
  })

  it('answers a form that is none in words', async () => {
    const { status, text } = await admin.post('/admin/ar/people/add', { name: '', role: 'king' })
    expect([status, text.includes('وصل النموذج ناقصًا')]).toEqual([422, true])
  })
})

describe('people of the desk', () => {
  it('are let in by a key that is shown once, and by a new one in its place', async () => {
    const shown = await admin.post('/admin/en/people/add', { name: 'Huda', role: 'editor' })
    const key = /<p class="key" dir="ltr">([\w-]+)<\/p>/.exec(shown.text)?.[1] ?? ''
    const huda = visit(desk)
    expect((await huda.post('/admin/en/sign-in', { key })).status).toBe(200)
    expect((await admin.get('/admin/en/people')).text).not.toContain(key)
    expect((await admin.get('/admin/en/log.csv')).text).not.toContain(key)
    const again = await admin.post('/admin/en/people/key', { name: 'Huda' })
    const fresh = /<p class="key" dir="ltr">([\w-]+)<\/p>/.exec(again.text)?.[1] ?? ''
    expect((await huda.get('/admin/en')).status).toBe(303)
    expect((await huda.post('/admin/en/sign-in', { key })).status).toBe(403)
    expect((await huda.post('/admin/en/sign-in', { key: fresh })).status).toBe(200)
    await admin.post('/admin/en/people/end', { name: 'Huda' })
    expect((await huda.get('/admin/en')).status).toBe(303)
    expect((await huda.post('/admin/en/sign-in', { key: fresh })).status).toBe(403)
  })

  it('change roles at once, and nobody their own', async () => {
    const nour = await signIn(world, desk, 'viewer', 'Nour')
    await admin.post('/admin/en/people/role', { name: 'Nour', role: 'editor' })
    expect((await nour.get('/admin/en')).text).toContain('<bdi>Nour</bdi>, editor')
    expect((await admin.post('/admin/en/people/role', { name: 'admin', role: 'viewer' })).status).toBe(404)
    expect((await admin.post('/admin/en/people/end', { name: 'admin' })).status).toBe(404)
    expect((await admin.post('/admin/en/people/add', { name: 'Nour', role: 'viewer' })).text).toContain(
      'That name is taken.',
    )
  })

  it('do what is done and logged, even if this front cannot read its services anew', async () => {
    const directory = { ...world.directory, refresh: () => Promise.reject(new Error('Query read timeout')) }
    const stuck = await openDesk(world, noon, { directory })
    const { status, text } = await (await signIn(world, stuck, 'editor', 'Rim')).post(
      '/admin/en/services/bank/restore',
    )
    expect([status, text.includes('It is followed again.')]).toEqual([200, true])
    expect((await admin.get('/admin/en/log.csv')).text).toContain('Rim,editor,service.restore,bank')
    await stuck.api.app.close()
  })

  it('and what they did are in the log, by act and by person', async () => {
    const { text } = await admin.get('/admin/en/log?act=people.role')
    expect(text).toContain('changed a role')
    expect(text).not.toContain('<td>added a person</td>')
    const file = (await admin.get('/admin/en/log.csv')).text
    expect(file).toMatch(/^at,editor,role,act,subject,reason,before,after\r\n/)
    expect(file).toContain('admin,admin,people.end,Huda')
    expect(file).toContain('people.role,Nour,,"{""role"":""viewer""}","{""role"":""editor""}"')
  })
})

// Last, for it lets half a day pass: whoever was here before is signed out by then.
describe('a session', () => {
  it('ends for whoever signs out, is idle, or has stayed long', async () => {
    const one = await signIn(world, desk, 'viewer', 'leaves')
    await one.post('/admin/en/sign-out')
    expect((await one.get('/admin/en')).status).toBe(303)
    const other = await signIn(world, desk, 'viewer', 'idles')
    const statusAt = async (after: number) => {
      desk.clock.now = noon + after * minute
      return (await other.get('/admin/en')).status
    }
    expect([await statusAt(29), await statusAt(58), await statusAt(89)]).toEqual([200, 200, 303])
    const unattended = await signIn(world, desk, 'viewer', 'is away')
    const left = desk.clock.now
    const live: number[] = []
    for (const after of [10, 20, 29, 31]) {
      desk.clock.now = left + after * minute
      live.push((await unattended.get('/admin/en?live=1')).status)
    }
    expect(live).toEqual([200, 200, 200, 303])
    const third = await signIn(world, desk, 'viewer', 'stays')
    const began = desk.clock.now
    const seen: number[] = []
    for (let hours = 0; hours <= 12; hours += 0.4) {
      desk.clock.now = began + hours * 60 * minute
      seen.push((await third.get('/admin/en')).status)
    }
    desk.clock.now = began + 12 * 60 * minute
    expect(new Set(seen)).toEqual(new Set([200]))
    expect((await third.get('/admin/en')).status).toBe(303)
  })
})
