import type { Locale } from '#core/locale.ts'

/** What a page is, for programs (schema.org). No ratings, no questions: only what stands on the page. */

export interface Crumb {
  name: string
  /** Address without origin and language. */
  path: string
}

export interface DatasetFacts {
  name: string
  description: string
  /** The numbers as files: address without origin, and media type. */
  files: { path: string; type: string }[]
  /** ISO interval, open-ended with "..". */
  period?: string
}

export interface PageFacts {
  origin: string
  locale: Locale
  url: string
  title: string
  /** When what it says was last true, ISO. */
  modified?: string | undefined
  crumbs?: Crumb[] | undefined
  dataset?: DatasetFacts | undefined
}

/** JSON-LD of a page: the page, the way to it, and the data on it. */
export function structuredData(facts: PageFacts): string {
  const { origin, locale, url, title, modified, crumbs = [], dataset } = facts
  const graph: object[] = [
    { '@type': 'WebPage', '@id': url, url, name: title, inLanguage: locale, dateModified: modified },
  ]
  if (crumbs.length > 0) {
    graph.push({
      '@type': 'BreadcrumbList',
      itemListElement: crumbs.map(({ name, path }, index) => ({
        '@type': 'ListItem',
        position: index + 1,
        name,
        item: `${origin}/${locale}${path}`,
      })),
    })
  }
  if (dataset) {
    graph.push({
      '@type': 'Dataset',
      name: dataset.name,
      description: dataset.description,
      url,
      temporalCoverage: dataset.period,
      isAccessibleForFree: true,
      distribution: dataset.files.map(({ path, type }) => ({
        '@type': 'DataDownload',
        encodingFormat: type,
        contentUrl: origin + path,
      })),
    })
  }
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': graph })
}
