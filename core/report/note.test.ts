import { describe, expect, it } from 'vitest'
import { isRepeated, prepareNote } from './note.ts'

const heldFor = (raw: string) => {
  const note = prepareNote(raw)
  if (!note.ok) throw new Error(note.fault)
  return note.heldFor
}

describe('a note', () => {
  it.each([
    [null, 'Blank page on web, app says “something went wrong”.'],
    [null, 'API يعمل لكن الموقع لا يفتح'],
    [null, 'call me at 0551234567'],
    ['link', 'join my channel t.me/stuff'],
    ['shouting', 'WHY IS THIS DOWN AGAIN'],
    ['words', 'this is BullShit'],
    ['words', 'تطبيق شَـرمـوط'],
  ])('waits for: %s', (reason, raw) => expect(heldFor(raw)).toBe(reason))

  it('does not take a word within a word for the word', () => expect(heldFor('Scunthorpe class')).toBeNull())

  it('is repeated when it is long and came often', () => {
    expect(isRepeated('not working', 50)).toBe(false)
    expect(isRepeated('buy followers at our very good shop today', 4)).toBe(true)
  })
})
