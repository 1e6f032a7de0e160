import { languageCookie } from '#core/locale.ts'
import { isForgotten } from './forget.ts'

/** Where on the page the reader is: what its address says, or the part that is being read; empty at the top. */
function placeNow(): string {
  const named = location.hash.slice(1)
  // Not an element of the page: a minute of a replay, a list.
  if (named && !document.getElementById(named)) return location.hash
  const line = innerHeight / 3
  const parts = [...document.querySelectorAll<HTMLElement>('main section[id], main h2[id]')]
  const read = parts.findLast((part) => part.getBoundingClientRect().top <= line)
  return read && scrollY > 0 ? `#${read.id}` : ''
}

/**
 * Switching the language keeps the place on the page, as its link keeps page and query; and an address that names no
 * language opens in this one from now on. A cookie, because only the front can see to that.
 */
export function watchLanguage(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[hreflang]'))
    link.addEventListener('click', () => {
      link.hash = placeNow()
      if (!isForgotten())
        // biome-ignore lint/suspicious/noDocumentCookie: not every browser has a Cookie Store
        document.cookie = `${languageCookie}=${link.hreflang}; path=/; max-age=31536000; samesite=lax`
    })
}
