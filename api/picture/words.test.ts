import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { translatorOf } from '#i18n/index.ts'
import { plain, said, splitWords } from './words.ts'

const spell = (text: string) =>
  splitWords(plain(text), 'rtl').map((word) => word.map((piece) => `${piece.dir} ${piece.text}`))

describe('Arabic words', () => {
  it('keep times, figures and offsets whole and left to right', () => {
    expect(spell('بدأت عند 11:50.')).toEqual([['rtl بدأت'], ['rtl عند'], ['ltr 11:50', 'rtl .']])
    expect(spell('(UTC+3) و56 1,284')).toEqual([
      ['rtl (', 'ltr UTC+3', 'rtl )'],
      ['rtl و', 'ltr 56'],
      ['ltr 1,284'],
    ])
  })

  it('keep a name together, in its own direction, with what clings to it', () => {
    const words = splitWords(said(translatorOf('ar'), 'verdict.h.major', { s: 'Google Maps' }), 'rtl')
    expect(words.at(-1)).toEqual([{ text: 'Google Maps', bold: false, dir: 'ltr' }])
    const english = splitWords(said(translatorOf('en'), 'verdict.h.major', { s: 'سناب شات' }), 'ltr')
    expect(english.at(-1)).toEqual([
      { text: 'سناب شات', bold: false, dir: 'rtl' },
      { text: '.', bold: false, dir: 'ltr' },
    ])
  })

  it('lose no letter, whatever is said', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'أبت ث،.(1:2)AbZ -+%') })
    fc.assert(
      fc.property(letters, fc.constantFrom('ltr', 'rtl'), (text, page) => {
        const words = splitWords(plain(text), page).map((word) => word.map((piece) => piece.text).join(''))
        expect(words.join(' ')).toBe(text.trim().replace(/\s+/g, ' '))
      }),
    )
  })
})
