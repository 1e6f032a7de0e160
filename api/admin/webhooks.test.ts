import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'
import { signIn, type Visitor } from './desk.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk
let editor: Visitor

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  editor = await signIn(world, desk, 'admin')
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

describe('a webhook', () => {
  it('is added for the open internet only, and its secret and whole address are for admins', async () => {
    const inside = await editor.post('/admin/en/webhooks/add', {
      url: 'https://10.0.0.1/x',
      services: 'chat nothing',
    })
    expect(inside.status).toBe(422)
    expect(inside.text).toMatch(/no https address of the open internet.*There is no service “nothing”/)
    const added = await editor.post('/admin/en/webhooks/add', {
      url: 'https://hooks.example/T0KEN',
      services: 'chat',
    })
    expect(added.text).toMatch(/<p class="key" dir="ltr">whsec_[\w+/=]{44}<\/p>/)
    const list = (await editor.get('/admin/en/webhooks')).text
    expect(list).toContain('https://hooks.example/T0KEN')
    const id = /webhooks\/([0-9a-f-]{36})/.exec(list)?.[1] ?? ''
    const viewer = await signIn(world, desk, 'viewer', 'looks')
    for (const path of ['/admin/en/webhooks', `/admin/en/webhooks/${id}`]) {
      const { text } = await viewer.get(path)
      expect(text).toContain('hooks.example')
      expect(text).not.toContain('T0KEN')
    }
    expect((await editor.get('/admin/en/log.csv')).text).not.toContain('T0KEN')
  })

  it('is tested, told again, stopped, started and removed', async () => {
    const id = /webhooks\/([0-9a-f-]{36})/.exec((await editor.get('/admin/en/webhooks')).text)?.[1] ?? ''
    const path = `/admin/en/webhooks/${id}`
    const tested = await editor.post(`${path}/test`)
    expect(tested.text).toContain('A test is on its way.')
    expect(tested.text).toContain('<code dir="ltr">test.ping</code>')
    expect(tested.text).toContain('waits for its turn')
    const delivery = /name="delivery" value="([^"]+)"/.exec(tested.text)?.[1] ?? ''
    expect((await editor.post(`${path}/resend`, { delivery })).text).toContain('It is sent once more.')
    expect((await editor.post(`${path}/stop`)).text).toContain('stopped by an editor')
    expect((await editor.post(`${path}/stop`)).status).toBe(404)
    // Nothing is said to be sent where nothing is, and nothing is logged of it.
    const logged = (await editor.get('/admin/en/log.csv')).text
    for (const act of ['resend', 'test']) {
      const { status, text } = await editor.post(`${path}/${act}`, { delivery })
      expect([status, text.includes('It is stopped, so nothing would be sent.')], act).toEqual([422, true])
      expect(text, act).not.toContain(`${path}/${act}`)
    }
    expect((await editor.get('/admin/en/log.csv')).text).toBe(logged)
    const started = await editor.post(`${path}/start`)
    expect(started.text).toContain('It is told again from now on.')
    // What waited was put to rest.
    expect(started.text).toContain('<b>will not be tried again</b></td>')
    expect(started.text).not.toContain('waits for its turn')
    await world.db.query('UPDATE webhook_delivery SET arrived_at = created_at, answer = 204')
    const again = await editor.post(`${path}/resend`, { delivery })
    expect(again.text).toMatch(/arrived <time.*; waits for its turn/)
    expect((await editor.post(`${path}/secret`)).text).toContain('whsec_')
    expect((await editor.post(`${path}/remove`)).text).toContain('Removed, with what was sent to it.')
    expect((await editor.get(path)).status).toBe(404)
  })
})
