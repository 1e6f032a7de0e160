/** Sets of services side by side, and the address that names one. */

export const mostCompared = 4
const between = '-vs-'

export interface CompareSet {
  /** Services that there are, in the order asked, each once. */
  known: string[]
  /** What was asked for and is not followed. */
  unknown: string[]
  /** One was asked for twice. */
  isTwice: boolean
}

/** What is asked for by single names. */
export function compareSet(asked: readonly string[], isKnown: (slug: string) => boolean): CompareSet {
  const each = [...new Set(asked.filter((name) => name !== ''))]
  return {
    known: each.filter(isKnown),
    unknown: each.filter((name) => !isKnown(name)),
    isTwice: each.length < asked.filter((name) => name !== '').length,
  }
}

/** What "a-vs-b" asks for. A name may have "-vs-" in itself, so the longest one that is known is taken each time. */
export function readComparePath(text: string, isKnown: (slug: string) => boolean): CompareSet {
  const parts = text.split(between)
  const names: string[] = []
  for (let first = 0; first < parts.length; ) {
    let end = parts.length
    while (end > first + 1 && !isKnown(parts.slice(first, end).join(between))) end--
    names.push(parts.slice(first, end).join(between))
    first = end
  }
  return compareSet(names, isKnown)
}

/** The one address of a set, without its language: sorted, at most four. One service alone has none yet. */
export function comparePath(slugs: readonly string[]): string {
  const [first, ...more] = [...slugs].sort().slice(0, mostCompared)
  if (first === undefined) return '/compare'
  return more.length > 0 ? `/compare/${[first, ...more].join(between)}` : `/compare?s=${first}`
}
