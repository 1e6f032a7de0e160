import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#store/id.ts'
import { writeNote } from '#store/report/notes.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'
import { signIn, type Visitor } from './desk.fixture.ts'

// What moderators do with notes, and what everybody sees of it.

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk
let editor: Visitor

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  editor = await signIn(world, desk, 'admin', 'Salma')
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const json = async (url: string) => (await desk.api.app.inject({ url })).json()

describe('notes', () => {
  const write = async (body: string, reportId = newId(noon)) => {
    await writeNote(world.db, {
      ...{ serviceId: world.idOf('chat'), reportId, postedAt: noon, problemId: 1, country: 'SA' },
      ...{ body, folded: body, bodyHash: Buffer.alloc(16, body), prefixKey: null, heldFor: 'link' as const },
    })
    const { text } = await editor.get('/admin/en/queue')
    return /queue\/([0-9a-f-]{36})\/show/.exec(text)?.[1] ?? ''
  }
  const shown = async () =>
    (await json('/api/v1/services/chat/notes')).notes.map((note: { text: string }) => note.text)

  /** What the form of a note says of what was seen. */
  const seen = async (id: string) => {
    const { text } = await editor.get('/admin/en/queue?show=all')
    return {
      seen:
        new RegExp(`queue/${id}/[^>]+><input type="hidden" name="seen" value="([^"]+)"`).exec(text)?.[1] ??
        '',
    }
  }

  it('wait with why, are shown, and put back', async () => {
    const id = await write('see <b>•••</b>')
    const { text } = await editor.get('/admin/en/queue')
    for (const word of [
      'see &lt;b&gt;•••&lt;/b&gt;',
      'holds a link',
      'Saudi Arabia',
      'Not loading',
      '<b class="n">1</b>',
    ])
      expect(text).toContain(word)
    expect(await shown()).toEqual([])
    const done = await editor.post(`/admin/en/queue/${id}/show`, await seen(id))
    expect(done.text).toContain('The note is shown.')
    expect(await shown()).toEqual(['see <b>•••</b>'])
    expect((await editor.get('/admin/en/queue?show=all')).text).toContain('see &lt;b')
    await editor.post(`/admin/en/queue/${id}/hold`)
    expect(await shown()).toEqual([])
    await editor.post(`/admin/en/queue/${id}/show`, await seen(id))
  })

  it('are hidden for a reason, which the log keeps without the words', async () => {
    const id = await write('buy pills')
    await editor.post(`/admin/ar/queue/${id}/hide`, {
      ...(await seen(id)),
      ...{ reason: 'other', why: 'an advertisement' },
    })
    expect(await shown()).toEqual(['see <b>•••</b>'])
    const log = (await editor.get('/admin/en/log.csv')).text
    expect(log).toContain('Salma,admin,note.hide,chat,other: an advertisement')
    expect(log).not.toContain('pills')
    expect((await editor.post(`/admin/en/queue/${id}/hide`, { reason: 'boredom' })).status).toBe(422)
  })

  it('are not decided on by who has seen the words before their writer changed them', async () => {
    const reportId = newId(noon)
    const id = await write('kind words', reportId)
    const before = await seen(id)
    await write('other words', reportId)
    const late = await editor.post(`/admin/en/queue/${id}/show`, before)
    expect([late.status, late.text.includes('Please look at it once more.')]).toEqual([409, true])
    expect(await shown()).not.toContain('other words')
    expect((await editor.get('/admin/en/log.csv')).text.match(/note\.show/g)).toHaveLength(2)
  })
})
