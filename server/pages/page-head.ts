import { transformSync } from 'esbuild'
import { headScript, headScriptPlace } from '#device/head-script.ts'

/**
 * Puts first what programs read of a page's head. Crawlers and chats read a few kilobytes; Next writes style sheets,
 * fonts and scripts before title, description and the rest, so the front sets that right when it keeps a page.
 */

/** As it travels. */
export const sentHeadScript = transformSync(headScript, { minify: true, target: 'es2022' }).code.trim()

/**
 * The same on a page that the front marked by a cookie (chosen-page.ts): where script runs, the device alone remembers,
 * so the marks are taken away first.
 */
export const forgetfulHeadScript = `for(const n of["theme","digits"])delete document.documentElement.dataset[n];${sentHeadScript}`

/** What a page's head says of its subject as JSON-LD travels in a <meta>: pages have no other way into the head. */
const dataPattern = /<meta name="desk-data" content="([^"]*)"\/?>/
/** Said to Twitter alone is what Open Graph says already; Twitter reads that too. */
const echoes = /<meta name="twitter:(?:title|description|image(?::[a-z]+)?)" content="[^"]*"\/?>/g
const told = /<title>[^<]*<\/title>|<meta [^>]*>|<link [^>]*rel="(?:canonical|alternate)"[^>]*>/g

const entities: Record<string, string> = {
  '&quot;': '"',
  '&#x27;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
}
const unescapeText = (text: string): string =>
  text.replace(/&(?:quot|#x27|lt|gt|amp);/g, (entity) => entities[entity] ?? entity)

/** JSON as the text of a script: nothing in it can end the script. */
const scriptOf = (json: string): string =>
  `<script type="application/ld+json">${json.replaceAll('<', '\\u003c')}</script>`

/** Addresses that can be shown elsewhere as a widget or a record. */
const shown =
  /<link rel="canonical" href="(https?:\/\/[^/"]+)(\/(?:en|ar)\/(?:status|incidents)\/[a-z0-9-]+)"/

/** Where a page says what to show of it elsewhere (oEmbed): the address for JSON, and for XML; null: nowhere. */
export function oembedOf(html: string): { json: string; xml: string } | null {
  const [, origin, path] = shown.exec(html) ?? []
  if (!origin || !path) return null
  const json = `${origin}/oembed?url=${encodeURIComponent(origin + path)}`
  return { json, xml: `${json}&format=xml` }
}

const oembedLinks = (html: string): string => {
  const found = oembedOf(html)
  if (!found) return ''
  return Object.entries(found)
    .map(([kind, address]) => {
      const type = kind === 'xml' ? 'text/xml+oembed' : 'application/json+oembed'
      return `<link rel="alternate" type="${type}" href="${address.replaceAll('&', '&amp;')}"/>`
    })
    .join('')
}

/** How early a tag is to be read: what the parser needs, then what names the page, then the rest. */
const ranks: RegExp[] = [
  /charset=/i,
  /name="viewport"/,
  /^<title/,
  /name="description"/,
  /name="robots"/,
  /rel="canonical"/,
  /hreflang=/i,
  /property="og:/,
  /name="twitter:/,
  /rel="alternate"/,
]
const rankOf = (tag: string): number => {
  const found = ranks.findIndex((pattern) => pattern.test(tag))
  return found < 0 ? ranks.length : found
}

/** The page with an arranged head. Whatever is not understood stays where it was. */
export function arrangeHead(html: string): string {
  const start = html.indexOf('<head>')
  const end = html.indexOf('</head>')
  if (start < 0 || end < start) return html
  const head = html.slice(start + '<head>'.length, end)
  const data = dataPattern.exec(head)
  const spoken = head.replace(dataPattern, '').replaceAll(echoes, '')
  const tags = (spoken.match(told) ?? [])
    .map((tag, index) => ({ tag, index, rank: rankOf(tag) }))
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .map(({ tag }) => tag)
  const rest = spoken
    .replaceAll(told, '')
    .replace(`<script>${headScriptPlace}</script>`, () => `<script>${sentHeadScript}</script>`)
  const json = data ? scriptOf(unescapeText(data[1] ?? '')) : ''
  // A widget is looked for by whoever was pasted the address, feeds by those who read the whole head.
  const first = tags.filter((tag) => rankOf(tag) < ranks.length - 1).join('')
  const last = tags.filter((tag) => rankOf(tag) >= ranks.length - 1).join('')
  return `${html.slice(0, start)}<head>${first}${json}${oembedLinks(head)}${last}${rest}${html.slice(end)}`
}
