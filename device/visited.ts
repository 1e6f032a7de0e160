import type { Status } from '#core/status.ts'
import { recallList, rememberList } from './memory.ts'

/** A service as it was when it was last looked at. */
export interface Visited {
  slug: string
  /** Its name in the language of the page. */
  name: string
  status: Status
  /** ISO: the moment the numbers were of. */
  at: string
}

const mostVisited = 20
const statuses: string[] = ['none', 'possible', 'major', 'recovering', 'unknown'] satisfies Status[]

const isVisited = (value: unknown): value is Visited => {
  const { slug, name, status, at } = (value ?? {}) as Partial<Record<keyof Visited, unknown>>
  return (
    typeof slug === 'string' &&
    typeof name === 'string' &&
    typeof at === 'string' &&
    !Number.isNaN(Date.parse(at)) &&
    statuses.includes(status as string)
  )
}

/** Newest first. */
export const listVisited = (): Visited[] => recallList('visited', isVisited)

export function rememberVisit(visit: Visited): void {
  const others = listVisited().filter(({ slug }) => slug !== visit.slug)
  rememberList('visited', [visit, ...others].slice(0, mostVisited))
}

/** What the open page says of its service; null on other pages. */
export function readOpenPage(page: Document, pathname: string): Visited | null {
  const slug = /^\/(?:en|ar)\/status\/([a-z0-9-]+)$/.exec(pathname)?.[1]
  const verdict = page.querySelector('main .verdict')
  const at = verdict?.querySelector<HTMLTimeElement>('.stamp time')?.dateTime
  const name = page.querySelector('[data-service-name]')?.getAttribute('data-service-name')
  const status = /\bst-(\w+)/.exec(verdict?.className ?? '')?.[1]
  const visit = { slug, name, status, at }
  return isVisited(visit) ? visit : null
}
