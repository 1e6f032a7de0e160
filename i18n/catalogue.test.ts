import { describe, expect, it } from 'vitest'
import ar from './ar.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import { catalogueFaults, namesOf } from './faults.ts'
import { flatten } from './flatten.ts'
import { translatorOf } from './index.ts'

const catalogues = { en: flatten(en), ar: flatten(ar) }

describe('the catalogue', () => {
  it('is read by this test as it is written', () => {
    expect(namesOf('<b>{n, plural, other {# <i>{s}</i>}}</b> {k, select, other {{deep}}}')).toEqual(
      ['<b>', '<i>', 'deep', 'k', 'n', 's'].sort(),
    )
  })

  it('has nothing for which the pages would not be built', () => {
    expect(catalogueFaults({ en, ar })).toEqual([])
  })

  it('gives both languages the same values and tags', () => {
    for (const [key, message] of Object.entries(catalogues.en))
      expect(namesOf(catalogues.ar[key] ?? ''), key).toEqual(namesOf(message))
  })

  it('parts nothing in Arabic by a dot in the middle of the line: it reads as the digit zero, ٠', () => {
    const dotted = Object.entries(catalogues.ar).filter(([, message]) => message.includes('·'))
    expect(dotted).toEqual([])
    expect(catalogues.ar.between).toBe('، ')
  })

  it('says every message, whatever the count', () => {
    for (const locale of ['en', 'ar'] as const) {
      const t = translatorOf(locale)
      for (const [key, message] of Object.entries(catalogues[locale]))
        for (const n of [0, 1, 2, 9, 41, 100, 1284]) {
          const values: Record<string, number | ((chunks: string[]) => string)> = {}
          for (const name of namesOf(message)) {
            const tag = /^<(.+)>$/.exec(name)?.[1]
            values[tag ?? name] = tag ? (chunks) => chunks.join('') : n
          }
          expect(t.rich(key, values).join(''), `${locale} ${key}`).not.toContain('undefined')
        }
    }
  })
})
