import type { IncomingHttpHeaders } from 'node:http'
import { languageOf } from '#api/http.ts'
import type { Keep } from '#api/keep.ts'
import { encodingOf } from './encoding.ts'
import type { Ready } from './ready.ts'

/** An answer that is kept, and what was said of it. Times are ms. */
export interface Kept extends Pick<Keep, 'kind' | 'freshMs' | 'stamp' | 'byChoices'> {
  ready: Ready
  graceMs: number
  keptAt: number
  /** When its content was made. */
  bornAt: number
  /** When somebody last went to have the next one made. */
  askedAt: number
}

/** All answers of one address: by host, language and encoding, as far as the address knows such differences. */
interface Slot {
  byHost: boolean
  byLanguage: boolean
  byEncoding: boolean
  bytes: number
  variants: Map<string, Kept>
}

export interface Shelf {
  find(url: string, headers: IncomingHttpHeaders): Kept | undefined
  /** Keeps an answer to a request of these headers, unless it differs by what we do not tell apart. */
  put(url: string, headers: IncomingHttpHeaders, kept: Kept, differs: { vary: string; byHost: boolean }): void
}

/** What hosts a stranger makes up may not fill the shelf: of one address so many variants are kept, the newest. */
const mostVariants = 32
/** What an answer takes beside its body: headers, twice, and the key it lies under. */
const besideBody = 1_500

/** Longer addresses and hosts are nobody's but a stranger's. */
const longestUrl = 300
const longestHost = 100

export interface ShelfLimits {
  mostAddresses: number
  mostBytes: number
}

/** A bounded shelf of ready answers; what was put there longest ago goes first. */
export function createShelf({ mostAddresses, mostBytes }: ShelfLimits): Shelf {
  const slots = new Map<string, Slot>()
  const language = remember(languageOf)
  const encoding = remember(encodingOf)
  let bytes = 0

  const variantOf = (slot: Slot, headers: IncomingHttpHeaders): string => {
    const host = slot.byHost ? (headers.host ?? '') : ''
    const spoken = slot.byLanguage ? language(headers['accept-language']) : ''
    return slot.byEncoding
      ? `${host} ${spoken} ${encoding(headers['accept-encoding'] as string)}`
      : `${host} ${spoken}`
  }

  const drop = (url: string, slot: Slot) => {
    slots.delete(url)
    bytes -= slot.bytes
  }

  return {
    find(url, headers) {
      const slot = slots.get(url)
      return slot?.variants.get(variantOf(slot, headers))
    },
    put(url, headers, kept, { vary, byHost }) {
      if (url.length > longestUrl || (headers.host ?? '').length > longestHost) return
      const fields = vary
        .toLowerCase()
        .split(',')
        .map((field) => field.trim())
      const [byLanguage, byEncoding] = [
        fields.includes('accept-language'),
        fields.includes('accept-encoding'),
      ]
      const known = Number(byLanguage) + Number(byEncoding)
      if (fields.filter(Boolean).length !== known) return
      const before = slots.get(url)
      const isSame =
        before?.byHost === byHost && before.byLanguage === byLanguage && before.byEncoding === byEncoding
      if (before) drop(url, before)
      const slot =
        before && isSame ? before : { byHost, byLanguage, byEncoding, bytes: 0, variants: new Map() }
      const variant = variantOf(slot, headers)
      const remove = (one: string) => {
        const known = slot.variants.get(one)
        if (known) slot.bytes -= known.ready.body.length + besideBody
        slot.variants.delete(one)
      }
      remove(variant)
      if (slot.variants.size >= mostVariants) remove(slot.variants.keys().next().value!)
      slot.variants.set(variant, kept)
      slot.bytes += kept.ready.body.length + besideBody
      bytes += slot.bytes
      slots.set(url, slot)
      while (slots.size > mostAddresses || bytes > mostBytes) {
        const [oldest, its] = slots.entries().next().value!
        drop(oldest, its)
      }
    },
  }
}

/** Few header values make most requests: what one means is worked out once. */
function remember<Result>(read: (header: string | undefined) => Result): (header?: string) => Result {
  const known = new Map<string | undefined, Result>()
  return (header) => {
    const found = known.get(header)
    if (found !== undefined) return found
    if (known.size >= 500) known.clear()
    const result = read(header)
    known.set(header, result)
    return result
  }
}
