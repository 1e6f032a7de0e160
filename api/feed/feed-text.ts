import { escapeText } from '../html.ts'

/** One line of a feed: an incident, told in one language. Texts are plain; writers escape them. */
export interface FeedEntry {
  /** Never changes, whatever host or language. */
  id: string
  url: string
  title: string
  text: string
  /** ISO. */
  published: string
  /** ISO; moves with each change of status. */
  updated: string
  tags: string[]
}

export interface Feed {
  title: string
  subtitle: string
  locale: string
  /** The page it is the feed of, and its own address. */
  page: string
  self: string
  author: string
  /** When anything in it changed, ISO. */
  updated: string
  /** Newest first. */
  entries: FeedEntry[]
}

/** What XML cannot carry is left out: control signs, halves of surrogate pairs, and two codes that are no letters. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these very signs are to be found
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const safe = (text: string): string => escapeText(text.replace(forbidden, ''))

const element = (name: string, text: string, attributes = ''): string =>
  `<${name}${attributes}>${safe(text)}</${name}>`

const link = (href: string, rel: string, type: string): string =>
  `<link rel="${rel}" type="${type}" href="${safe(href)}"/>`

/** A record as XML: an element for each field. */
export const writeXml = (name: string, fields: Record<string, string | number>): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<${name}>${Object.entries(fields)
    .map(([field, value]) => element(field, String(value)))
    .join('')}</${name}>\n`

/** RFC 4287. */
export function writeAtom(feed: Feed): string {
  const entries = feed.entries.map(
    (entry) =>
      `<entry>${element('id', entry.id)}${element('title', entry.title)}${element('updated', entry.updated)}${element(
        'published',
        entry.published,
      )}${link(entry.url, 'alternate', 'text/html')}${entry.tags
        .map((tag) => `<category term="${safe(tag)}"/>`)
        .join('')}${element('content', entry.text, ' type="text"')}</entry>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.locale}">${element(
    'id',
    feed.self,
  )}${element('title', feed.title)}${element('subtitle', feed.subtitle)}${element('updated', feed.updated)}<author>${element(
    'name',
    feed.author,
  )}</author>${link(feed.self, 'self', 'application/atom+xml')}${link(feed.page, 'alternate', 'text/html')}${entries.join('\n')}</feed>\n`
}

const rfc822 = (iso: string): string => new Date(iso).toUTCString()

/** RSS 2.0. */
export function writeRss(feed: Feed): string {
  const items = feed.entries.map(
    (entry) =>
      `<item>${element('title', entry.title)}${element('link', entry.url)}${element('guid', entry.id, ' isPermaLink="false"')}${element(
        'pubDate',
        rfc822(entry.published),
      )}${element('atom:updated', entry.updated)}${entry.tags.map((tag) => element('category', tag)).join('')}${element(
        'description',
        entry.text,
      )}</item>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>${element(
    'title',
    feed.title,
  )}${element('link', feed.page)}${element('description', feed.subtitle)}${element('language', feed.locale)}${element(
    'lastBuildDate',
    rfc822(feed.updated),
  )}<ttl>1</ttl><atom:link rel="self" type="application/rss+xml" href="${safe(feed.self)}"/>${items.join('\n')}</channel></rss>\n`
}

/** JSON Feed 1.1. */
export const writeJsonFeed = (feed: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.subtitle,
    home_page_url: feed.page,
    feed_url: feed.self,
    language: feed.locale,
    authors: [{ name: feed.author }],
    items: feed.entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      content_text: entry.text,
      date_published: entry.published,
      date_modified: entry.updated,
      tags: entry.tags,
    })),
  })
