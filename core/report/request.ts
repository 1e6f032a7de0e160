import { z } from 'zod'
import { foldText } from '../fold.ts'

/** Asking for a service that is not followed yet: its name, perhaps its website. */

/** So many people, and an editor looks at it. */
export const requestsToReview = 25
/** In the place of a service's slug in the token of the request form: no service has it (core/service). */
export const requestFormSlug = 'new'

export const longestName = 60
const longestWebsite = 200

export type RequestField = 'name' | 'website'
export type RequestFault = 'missing' | 'short' | 'long' | 'notName' | 'notWebsite'
export type RequestFaults = Partial<Record<RequestField, RequestFault>>

/** A request as it may be stored. */
export interface RequestInput {
  /** As it is shown: one line, no invisible characters. */
  name: string
  /** The form in which names are one and the same, whoever typed them. */
  key: string
  /** Host of its website; nothing else of the address is kept. */
  host: string | null
}

/** What is said of a name that people asked for. */
export interface RequestView {
  name: string
  /** Different people who asked. */
  people: number
  reviewAt: number
}

/** Fields as they come in; what is wrong with them is said by readRequest, field by field. */
export const requestFields = z.object({
  name: z.string().max(2_000).default(''),
  website: z.string().max(2_000).default(''),
})

// Control, format, private and unassigned characters, and the separators of lines and paragraphs.
const invisible = /[\p{C}\u2028\u2029]+/gu

/** A typed name on one line, as it may be shown: composed, without what cannot be seen, single spaces. */
export const canonicalName = (typed: string): string =>
  typed.normalize('NFKC').replace(/\s+/gu, ' ').replace(invisible, '').replace(/ {2,}/g, ' ').trim()

/** The host of a typed website ("https://www.Notion.so/login" → "notion.so"); null if it has none that is public. */
export function websiteHost(typed: string): string | null {
  const text = typed.trim()
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(address)) return null
  const { protocol, hostname, username, port } = new URL(address)
  if (protocol !== 'https:' && protocol !== 'http:') return null
  if (username !== '' || port !== '') return null
  const host = hostname.replace(/\.$/, '').replace(/^www\./, '')
  // Letters in the last part: neither an IP address nor a bare word.
  return host.length <= 100 && /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host)
    ? host
    : null
}

/** Reads what was typed; `faults` says what is wrong, by field, and is empty when `request` is given. */
export function readRequest(fields: {
  name: string
  website: string
}): { request: RequestInput; faults: null } | { request: null; faults: RequestFaults } {
  const name = canonicalName(fields.name)
  const key = foldText(name)
  const website = fields.website.trim()
  const host = website === '' || website.length > longestWebsite ? null : websiteHost(website)
  const faults: RequestFaults = {
    ...(name === ''
      ? { name: 'missing' as const }
      : name.length > longestName
        ? { name: 'long' as const }
        : key === ''
          ? { name: 'notName' as const }
          : key.length < 2 && { name: 'short' as const }),
    ...(website !== '' && host === null && { website: 'notWebsite' as const }),
  }
  return Object.keys(faults).length > 0
    ? { request: null, faults }
    : { request: { name, key, host }, faults: null }
}
