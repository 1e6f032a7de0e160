import { rowStateOf } from '#core/row-state.ts'
import type { StateView } from '#core/view.ts'
import { type Hub, overlapMs, type Standing } from '#notify/hub.ts'

// What can be listened to, and how it is written as server-sent events.

/** Something to listen to. */
export interface Topic {
  /** Topics of one name are one. */
  name: string
  /** Services it speaks of; null: all. */
  slugs: ReadonlySet<string> | null
  /** One look's news of these services. */
  write(news: Standing[]): Buffer
  /** What someone who last heard `lastEventId` has to be told now. */
  missed(hub: Hub, lastEventId: string | undefined): Standing[]
}

/** The field lines of an event without its id. `stale`: what was said before is too old to hold. */
const fields = (isStale: boolean, data: unknown): string =>
  `event: ${isStale ? 'stale' : 'state'}\ndata: ${JSON.stringify(data)}\n\n`

/** Names what was said of a service: its state's version, and whether that had become stale. */
const eventId = ({ version, stale, status }: StateView): string =>
  stale ? `${version}-stale-${status}` : String(version)

/** One service, whole states. Whoever has heard the last one is told nothing; everybody else what holds now. */
export const serviceTopic = (slug: string): Topic => ({
  name: `service ${slug}`,
  slugs: new Set([slug]),
  write: (news) =>
    Buffer.from(news.map(({ view }) => `id: ${eventId(view)}\n${fields(view.stale, view)}`).join('')),
  missed(hub, lastEventId) {
    const now = hub.standing(slug)
    return now && eventId(now.view) !== lastEventId ? [now] : []
  },
})

/** A row is written once, however many lists it is in. */
const rows = new WeakMap<Standing, string>()
const rowOf = (standing: Standing): string => {
  const { slug, view } = standing
  const known = rows.get(standing)
  if (known !== undefined) return known
  const { version, stale } = view
  const row = fields(stale, { service: slug, version, stale, ...rowStateOf(view) })
  rows.set(standing, row)
  return row
}

const writtenBy = (news: Standing[]): number => Math.max(...news.map(({ updatedAt }) => updatedAt))

/**
 * Many services, as rows of a list. The id is the time of the newest state told, and stands on the last event of
 * a look: who was cut in the middle of one hears all of it again. For the same reason (and since another process
 * may have read a row that was written late) states from shortly before the id are told once more; rows carry
 * their version.
 */
export const listTopic = (slugs: ReadonlySet<string> | null): Topic => ({
  name: slugs ? `list ${[...slugs].sort().join()}` : 'all',
  slugs,
  write(news) {
    const texts = news.map(rowOf)
    return Buffer.from([...texts.slice(0, -1), `id: ${writtenBy(news)}\n`, texts.at(-1)].join(''))
  },
  missed(hub, lastEventId) {
    const all = slugs ? [...slugs].flatMap((slug) => hub.standing(slug) ?? []) : hub.standings()
    const heard = Number(lastEventId ?? Number.NaN)
    // An id from beyond what is known is of a desk that was begun anew.
    const isOurs = heard > 0 && all.length > 0 && heard <= writtenBy(all) + overlapMs
    return isOurs ? all.filter(({ updatedAt }) => updatedAt > heard - overlapMs) : all
  },
})
