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

/** Switching the language keeps the place on the page, as its link keeps page and query. */
export function watchLanguage(): void {
  const link = document.querySelector<HTMLAnchorElement>('.mast a[hreflang]')
  link?.addEventListener('click', () => {
    link.hash = placeNow()
  })
}
