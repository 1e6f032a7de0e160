import { slugPattern } from '#core/slug.ts'
import { recallList, rememberList } from './memory.ts'

/** Services followed on this device, by slug, the newest last. */

/** As many as one question to the API takes. */
export const mostFollowed = 50

const isSlug = (value: unknown): value is string => typeof value === 'string' && slugPattern.test(value)

export const listFollowed = (): string[] => recallList('followed', isSlug).slice(0, mostFollowed)

/** Follows a service, or stops. Returns whether it is followed now. */
export function toggleFollowed(slug: string): boolean {
  const others = listFollowed().filter((one) => one !== slug)
  const follows = others.length === listFollowed().length && others.length < mostFollowed
  const isKept = rememberList('followed', follows ? [...others, slug] : others)
  return follows && isKept
}

/** Adds the services of a copied list to those of this device. */
export function followAll(slugs: string[]): void {
  rememberList('followed', [...new Set([...listFollowed(), ...slugs])].slice(0, mostFollowed))
}

/** The list as a part of an address that is never sent to the server. */
export const listAsFragment = (slugs: string[]): string => `#list=${slugs.join(',')}`

/** The services named in a fragment; none if it is no list. */
export function readFragment(hash: string): string[] {
  const [, list = ''] = /^#list=([a-z0-9,-]{1,4000})$/.exec(hash) ?? []
  return [...new Set(list.split(','))].filter(isSlug).slice(0, mostFollowed)
}
