import { afterAll, beforeAll, expect, it } from 'vitest'
import { mostFollowedByCookie } from '#core/choices.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

let world: SmallWorld
let desk: Desk
beforeAll(async () => {
  const noon = Date.parse('2026-03-17T12:00:00Z')
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon, { publicUrl: 'https://desk.example' })
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

/** A form as a browser sends it, with the cookie it has. */
async function send(path: string, fields: Record<string, string>, cookie = '', headers = {}) {
  const answer = await desk.api.app.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://desk.example',
      ...(cookie && { cookie: `desk=${cookie}` }),
      ...headers,
    },
    payload: new URLSearchParams(fields).toString(),
  })
  const set = answer.headers['set-cookie']
  return {
    answer,
    status: answer.statusCode,
    to: answer.headers.location,
    value: set === undefined ? undefined : /^desk=([^;]*)/.exec(String(set))?.[1],
  }
}
const settings = (fields: Record<string, string>, cookie?: string) => send('/ar/settings', fields, cookie)
const following = (fields: Record<string, string>, cookie?: string) => send('/en/following', fields, cookie)

it('settings go into one cookie of this site alone, for a year, beside the list', async () => {
  const { answer, status, to, value } = await settings({ theme: 'dark', digits: 'arab' }, 'follow=chat')
  expect([status, to, value]).toEqual([303, '/ar/settings?said=saved', 'theme=dark&digits=arab&follow=chat'])
  expect(String(answer.headers['set-cookie'])).toMatch(
    /; Path=\/; Max-Age=31536000; SameSite=Lax; HttpOnly; Secure$/,
  )
  expect(answer.headers['cache-control']).toBe('no-store')
})

it('nothing chosen, or told to forget: no cookie is left', async () => {
  const empty: Record<string, string>[] = [{ theme: '', digits: '' }, { act: 'forget' }]
  for (const fields of empty) {
    const { answer, to, value } = await settings(fields, 'theme=dark')
    expect([to, value]).toEqual(['/ar/settings?said=cookieGone', ''])
    expect(answer.headers['set-cookie']).toEqual([
      'desk=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly; Secure',
      'lang=; Path=/; Max-Age=0',
    ])
  }
  expect((await settings({ act: 'forget' }, 'theme=dark&follow=chat')).value).toBe('')
})

it('a service is followed and no more followed, and its reader is led back to where they were', async () => {
  const one = await following({ follow: 'chat' }, 'theme=dark')
  expect([one.status, one.to, one.value]).toEqual([303, '/en/status/chat#follow', 'theme=dark&follow=chat'])
  const two = await following({ follow: 'bank' }, one.value)
  expect(two.value).toBe('theme=dark&follow=chat.bank')
  const stopped = await following({ stop: 'chat' }, two.value)
  expect([stopped.to, stopped.value]).toEqual(['/en/status/chat#follow', 'theme=dark&follow=bank'])
  const last = await following({ stop: 'bank', from: 'list' }, 'follow=bank')
  expect([last.to, last.value]).toEqual(['/en/following', ''])
})

it('a full list says so and stays; services that are no more make room', async () => {
  const gone = Array.from({ length: mostFollowedByCookie }, (_, n) => `gone-${n}`)
  expect((await following({ follow: 'chat' }, `follow=${gone.join('.')}`)).value).toBe('follow=chat')
  await world.db.query(
    `INSERT INTO service (id, slug, name_en, name_ar, category_id, operator_id, depends_on, aliases, problems, markets,
       rank, created_at)
     SELECT gen_random_uuid(), 'extra-' || n, name_en, name_ar, category_id, operator_id, depends_on, aliases, problems,
       markets, rank, created_at
     FROM service, generate_series(1, $1::int) n WHERE slug = 'chat'`,
    [mostFollowedByCookie],
  )
  await world.directory.refresh()
  const full = gone.map((_, n) => `extra-${n + 1}`).join('.')
  const { status, to, value } = await following({ follow: 'chat' }, `follow=${full}`)
  expect([status, to, value]).toEqual([303, '/en/following?said=full', undefined])
})

it('what no form of ours sends, and what comes from elsewhere, sets nothing', async () => {
  for (const fields of [{}, { theme: 'blue', digits: '' }, { theme: 'dark' }, { act: 'x' }] as Record<
    string,
    string
  >[])
    expect(await settings(fields)).toMatchObject({ status: 422, value: undefined })
  for (const fields of [{}, { follow: 'A b' }, { stop: '' }] as Record<string, string>[])
    expect(await following(fields)).toMatchObject({ status: 422, value: undefined })
  expect(await following({ follow: 'nothing' })).toMatchObject({ status: 404, value: undefined })
  for (const path of ['/en/settings', '/en/following'])
    expect(
      await send(path, { act: 'forget', follow: 'chat' }, '', { origin: 'https://evil.example' }),
    ).toMatchObject({ status: 403, value: undefined })
})
