import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText, foldText, lengthOf, longestNote } from './text.ts'

const text = (raw: string): string => {
  const found = canonicalText(raw)
  if (!found.ok) throw new Error(found.fault)
  return found.text
}

const anything = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 320 }),
  fc.string({ unit: 'binary', maxLength: 320 }),
  fc.string({
    unit: fc.constantFrom(
      'ا',
      'ـ',
      '\u064b',
      '\u200c',
      '\u200d',
      '\u200f',
      'e',
      '\u0301',
      ' ',
      '!',
      '👩',
      '5',
      '\u202e',
    ),
    maxLength: 200,
  }),
)

describe('the canonical form', () => {
  it.each([
    ['one line', 'blank\r\n\tpage  here ', 'blank page here'],
    ['composed', 'cafe\u0301', 'café'],
    ['without overrides and zero width', 'pay\u202Epal\u200B\uFEFF', 'paypal'],
    ['joiners between letters stay', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['joiners between digits go', '05\u200c55', '0555'],
    ['a family stays one', '👩\u200d👩\u200d👧', '👩\u200d👩\u200d👧'],
    ['runs are cut', 'noooooooo!!!!!!!!', 'noooo!!!!'],
    ['tatweel runs are cut', 'لاـــــــــــ', 'لاــــ'],
    ['digits are left alone', 'error 0x00000000', 'error 0x00000000'],
    ['vowel signs stay', 'عُطْلٌ', 'عُطْلٌ'],
    ['nothing to see is nothing', ' \u200b\u2060\u200e ', ''],
    ['markup is text', '<script>{{7*7}}', '<script>{{7*7}}'],
  ])('%s', (_name, raw, wanted) => expect(text(raw)).toBe(wanted))

  it.each([
    ['control', 'a\u0000b'],
    ['control', 'a\u0085b'],
    ['control', 'a\ufffeb'],
    ['surrogate', 'a\ud800b'],
    ['marks', `a${'\u0335\u0336\u0337\u0338\u0339\u033a'}`],
    ['long', 'ab'.repeat(141)],
    ['long', '👩\u200d👩\u200d👧\u200d👦'.repeat(120)],
  ])('refuses %s', (fault, raw) => expect(canonicalText(raw)).toEqual({ ok: false, fault }))

  it('is its own canonical form, and never longer than a note may be', () => {
    fc.assert(
      fc.property(anything, (raw) => {
        const found = canonicalText(raw)
        if (!found.ok) return
        expect(lengthOf(found.text)).toBeLessThanOrEqual(longestNote)
        expect(new TextEncoder().encode(found.text).length).toBeLessThanOrEqual(2_048)
        expect(canonicalText(found.text)).toEqual(found)
      }),
      { numRuns: 2_000 },
    )
  })

  it('answers long nonsense at once', () => {
    const started = performance.now()
    for (const raw of [`${'a'.repeat(50_000)}!`, '('.repeat(30_000), '\u200d'.repeat(30_000)])
      canonicalText(raw)
    expect(performance.now() - started).toBeLessThan(500)
  })
})

it('folds spellings of one word together', () => {
  expect(foldText('أُعْطِـلت!')).toBe(foldText('اعطلت'))
  expect(foldText('CAFÉ')).toBe(foldText('café'))
})
