import { describe, expect, it } from 'vitest'
import { catalogueFaults } from './faults.ts'

const six = '{n, plural, zero {} one {} two {} few {} many {} other {}}'
const two = '{n, plural, one {# report} other {# reports}}'

describe('what is wrong with the catalogues', () => {
  it('is nothing where both say the same keys with all their forms', () => {
    const en = { a: 'A', b: { c: two, d: '{n, plural, =0 {none} one {# report} other {# reports}}' } }
    expect(catalogueFaults({ en, ar: { b: { d: six, c: six }, a: 'أ' } })).toEqual([])
  })

  it('is a key that one of them lacks, either way', () => {
    expect(catalogueFaults({ en: { a: 'A', b: { c: 'C' } }, ar: { a: 'أ', b: { d: 'د' } } })).toEqual([
      'en.json: b.d is missing, the other language has it',
      'ar.json: b.c is missing, the other language has it',
    ])
    // A text here, a group there.
    expect(catalogueFaults({ en: { a: 'A' }, ar: { a: { b: 'ب' } } })).toHaveLength(2)
  })

  it('is a plural without all forms of its language, however deep it stands', () => {
    const few = '<b>{k, select, other {{n, plural, zero {} one {} many {} other {}}}}</b>'
    expect(catalogueFaults({ en: { a: two }, ar: { a: few } })).toEqual([
      'ar.json: a has a plural without two, few',
    ])
    expect(catalogueFaults({ en: { a: '{n, plural, other {# reports}}' }, ar: { a: six } })).toEqual([
      'en.json: a has a plural without one',
    ])
  })

  it('is a message that is empty or cannot be read', () => {
    const [empty, broken] = catalogueFaults({ en: { a: ' ', b: 'B {' }, ar: { a: 'أ', b: 'ب' } })
    expect(empty).toBe('en.json: a is empty')
    expect(broken).toContain('en.json: b cannot be read: ')
  })
})
