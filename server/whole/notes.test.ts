import { afterAll, describe, expect, it } from 'vitest'
import { decideNote, listNotesToCheck } from '#store/report/notes.ts'
import { createHousekeeping } from '#watch/housekeeping.ts'
import { openDetailsDesk } from './details.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const desk = await openDetailsDesk(noon)
const { rig, someone, ask, report, patch, notesOf, problemsOf } = desk
afterAll(desk.close)

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
    ).toBe('x')
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

  it('that say something else now have nobody who said "same here" to it', async () => {
    const { receipt } = await report('twitch', { problem: 'slow' })
    await patch(receipt, { note: 'the chat is empty' })
    const [{ id }] = await notesOf('twitch')
    const from = someone()
    const same = () => ask('POST', `/api/v1/services/twitch/notes/${id}/same`, {}, from)
    expect((await same()).json()).toMatchObject({ same: 1 })
    await patch(receipt, { note: 'the chat is empty' })
    expect(await notesOf('twitch')).toMatchObject([{ same: 1 }])
    await patch(receipt, { note: 'videos stop after a minute' })
    expect(await notesOf('twitch')).toMatchObject([{ text: 'videos stop after a minute', same: 0 }])
    expect((await same()).json()).toMatchObject({ same: 1 })
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
