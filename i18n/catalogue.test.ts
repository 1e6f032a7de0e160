import compile from 'icu-minify/compile'
import { describe, expect, it } from 'vitest'
import ar from './ar.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import { flatten, translatorOf } from './index.ts'

const catalogues = { en: flatten(en), ar: flatten(ar) }

/**
 * A compiled message is text or a list of nodes: text, the "#" of a plural, or an element [name, kind, …].
 * A plural's or a select's options are messages again; what follows a tag's name are nodes.
 */
type Element = [name: string, ...rest: unknown[]]

const kindOf = (message: string): unknown => (compile(message) as unknown as Element[])[0]?.[1]
const pluralKind = kindOf('{n, plural, other {}}')
const selectKind = kindOf('{n, select, other {}}')

const optionsOf = ([, kind, options]: Element): Record<string, unknown> =>
  kind === pluralKind || kind === selectKind ? (options as Record<string, unknown>) : {}
// The second place of a tag is its first child; a bare value has none, any other element a number.
const isTag = ([, second]: Element): boolean =>
  second !== undefined && (typeof second !== 'number' || second === 0)

/** Every element of a compiled message, nested ones too. */
function elementsIn(message: unknown): Element[] {
  if (!Array.isArray(message)) return []
  return message.filter(Array.isArray).flatMap((node) => {
    const element = node as Element
    const inside = isTag(element) ? [element.slice(1)] : Object.values(optionsOf(element))
    return [element, ...inside.flatMap(elementsIn)]
  })
}

const elementsOf = (message: string): Element[] => elementsIn(compile(message))

/** Names of what a message is given: values and tags. */
const namesOf = (message: string): string[] => {
  const names = elementsOf(message).map((element) => (isTag(element) ? `<${element[0]}>` : element[0]))
  return [...new Set(names)].sort()
}

const pluralsOf = (message: string): string[][] =>
  elementsOf(message)
    .filter(([, kind]) => kind === pluralKind)
    .map((element) => Object.keys(optionsOf(element)))

const sixForms = ['zero', 'one', 'two', 'few', 'many', 'other']

describe('the catalogue', () => {
  it('is read by this test as it is written', () => {
    expect(namesOf('<b>{n, plural, other {# <i>{s}</i>}}</b> {k, select, other {{deep}}}')).toEqual(
      ['<b>', '<i>', 'deep', 'k', 'n', 's'].sort(),
    )
  })

  it('has the same keys in both languages', () => {
    expect(Object.keys(catalogues.ar).sort()).toEqual(Object.keys(catalogues.en).sort())
  })

  it('gives both languages the same values and tags', () => {
    for (const [key, message] of Object.entries(catalogues.en))
      expect(namesOf(catalogues.ar[key] ?? ''), key).toEqual(namesOf(message))
  })

  it('has all six forms in every Arabic plural', () => {
    for (const [key, message] of Object.entries(catalogues.ar))
      for (const forms of pluralsOf(message)) expect(forms, key).toEqual(expect.arrayContaining(sixForms))
  })

  it('has "one" and "other" in every English plural', () => {
    for (const [key, message] of Object.entries(catalogues.en))
      for (const forms of pluralsOf(message))
        expect(forms, key).toEqual(expect.arrayContaining(['one', 'other']))
  })

  it('leaves no message empty', () => {
    for (const [locale, messages] of Object.entries(catalogues))
      for (const [key, message] of Object.entries(messages))
        expect(message.trim(), `${locale} ${key}`).not.toBe('')
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
