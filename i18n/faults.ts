import compile from 'icu-minify/compile'
import { type Locale, locales } from '#core/locale.ts'
import { flatten, type Tree } from './flatten.ts'

/** What is wrong with the catalogues. Asked before pages are built: a page would find out only when somebody reads it. */

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
export const namesOf = (message: string): string[] => {
  const names = elementsOf(message).map((element) => (isTag(element) ? `<${element[0]}>` : element[0]))
  return [...new Set(names)].sort()
}

/** The forms that a plural has to have: all that the language knows. English may add "=0". */
const forms: Record<Locale, string[]> = {
  en: ['one', 'other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
}

const missingForms = (locale: Locale, message: string): string[] =>
  elementsOf(message)
    .filter(([, kind]) => kind === pluralKind)
    .flatMap((element) => forms[locale].filter((form) => !Object.hasOwn(optionsOf(element), form)))

/** What is wrong with a message by itself; null: nothing. */
function faultOf(locale: Locale, message: string): string | null {
  if (message.trim() === '') return 'is empty'
  try {
    const missing = missingForms(locale, message)
    return missing.length > 0 ? `has a plural without ${missing.join(', ')}` : null
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`
  }
}

/** A line for each fault of the catalogues, with its language and key; none: pages can be built with them. */
export function catalogueFaults(trees: Record<Locale, Tree>): string[] {
  const all = { en: flatten(trees.en), ar: flatten(trees.ar) }
  return locales.flatMap((locale) => {
    const missing = Object.keys(all[locale === 'en' ? 'ar' : 'en'])
      .filter((key) => !Object.hasOwn(all[locale], key))
      .map((key) => `${key} is missing, the other language has it`)
    const wrong = Object.entries(all[locale]).flatMap(([key, message]) => {
      const fault = faultOf(locale, message)
      return fault ? [`${key} ${fault}`] : []
    })
    return [...missing, ...wrong].map((fault) => `${locale}.json: ${fault}`)
  })
}
