import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { slugPattern } from '#core/report/report.ts'
import type { IncidentRow, StateView } from '#core/view.ts'
import { translatorOf } from '#i18n/index.ts'
import { createClock, durationText, pageZones } from '#i18n/time.ts'
import type { Translator } from '#i18n/translate.ts'
import { statusKey } from '#i18n/verdict.ts'
import type { Hub } from '#notify/hub.ts'
import type { Directory } from '#store/service/directory.ts'
import type { PublicView } from '#store/view/public-view.ts'
import { sendCached } from '../embed/embed-cache.ts'
import { askedLocale, isPlain, type Query } from '../embed/embed-query.ts'
import { sendProblem } from '../errors.ts'
import { originOf } from '../http.ts'
import { stampOf } from '../keep.ts'
import { said } from '../picture/words.ts'
import { type Feed, type FeedEntry, writeAtom, writeJsonFeed, writeRss } from './feed-text.ts'

export interface FeedParts {
  view: Pick<PublicView, 'listIncidents' | 'isSample'>
  hub: Pick<Hub, 'state'>
  directory: Pick<Directory, 'bySlug'>
  now: () => number
  publicUrl?: string | undefined
}

const kinds = {
  atom: { type: 'application/atom+xml', write: writeAtom },
  rss: { type: 'application/rss+xml', write: writeRss },
  json: { type: 'application/feed+json', write: writeJsonFeed },
} as const
type Kind = keyof typeof kinds

/** What a feed may be narrowed to, as the archive is; what is none of it is left out. */
const narrowing = z.object({
  category: z.string().regex(slugPattern).optional().catch(undefined),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .catch(undefined),
  severity: z.enum(['possible', 'major']).optional().catch(undefined),
})

const mostEntries = 30
const cacheControl = 'public, max-age=60, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400'
/** The list comes from the store; the front repeats it for so long. */
const freshMs = 5_000

const plainText = (t: Translator, key: string, values: Record<string, string | number>): string =>
  said(t, key, values)
    .map((run) => run.text)
    .join('')

/** ISO times of one form sort as texts. */
const latest = (times: string[]): string => times.toSorted().at(-1) ?? ''

/** An incident as a line of a feed. @param now ISO */
export function entryOf(
  t: Translator,
  row: IncidentRow,
  {
    origin,
    state,
    now,
    sample,
  }: { origin: string; state: StateView | undefined; now: string; sample: boolean },
): FeedEntry {
  const clock = createClock(t, pageZones[t.locale])
  const service = row.service.name[t.locale]
  const length = Date.parse(row.endedAt ?? now) - Date.parse(row.startedAt)
  const fact = row.confirmed ? 'Confirmed' : ''
  const status = t(row.falseAlarm ? 'feed.falseAlarm' : `incident.${row.endedAt ? 'over' : 'open'}${fact}`)
  const titled = row.confirmed ? 'incident.title' : 'incident.titleReported'
  const name = t(titled, { s: service, date: clock.date(row.startedAt) })
  const isMadeUp = sample || row.provenance === 'sample'
  const course = row.endedAt
    ? plainText(t, 'incident.sum', {
        a: clock.time(row.startedAt),
        b: clock.moment(row.endedAt, row.startedAt),
        d: durationText(t, length, 'after'),
        n: row.peak15m,
      })
    : plainText(t, 'feed.open', {
        a: clock.time(row.startedAt),
        status: t(statusKey(state?.incident?.id === row.id ? state.status : row.worst, null, row.confirmed)),
      })
  const notes = [
    ...(row.reopenedAt ? [t('incident.reopened')] : []),
    t('feed.zone', { zone: clock.zoneName(row.startedAt) }),
    ...(isMadeUp ? [t('widget.sampleNote')] : []),
    ...(row.provenance === 'reconstruction' ? [t('incident.reconstruction')] : []),
  ]
  return {
    id: `urn:outage-desk:incident:${row.id}`,
    url: `${origin}/${t.locale}/incidents/${row.id}`,
    title: t(isMadeUp ? 'feed.sampleTitle' : 'feed.title', { name, status }),
    text: [course, ...notes].join(' '),
    published: row.startedAt,
    updated: row.changedAt,
    tags: [row.service.slug, row.worst, row.endedAt ? 'over' : 'open'],
  }
}

/** GET /feed.{atom,rss,json} and /status/{slug}/feed.{atom,rss,json}: incidents as they begin, move and end. */
export function feedRoutes(app: FastifyInstance, parts: FeedParts): void {
  const { view, hub, directory, now } = parts

  async function answer(
    request: FastifyRequest<{ Querystring: Query }>,
    reply: FastifyReply,
    kind: Kind,
    slug: string | undefined,
  ) {
    const given = Object.entries(narrowing.parse(request.query)).filter(([, value]) => value !== undefined)
    const filter = new URLSearchParams(given as [string, string][])
    const service = slug === undefined ? null : slugPattern.test(slug) ? directory.bySlug(slug) : undefined
    if (service === undefined) return sendProblem(request, reply, 'unknown-service')
    const { locale, varies } = askedLocale(request.query, request.headers['accept-language'])
    const t = translatorOf(locale)
    const origin = originOf(request, parts.publicUrl)
    const stamp = slug === undefined ? undefined : stampOf(hub, slug)
    const at = new Date(now()).toISOString()
    const [rows, sample] = await Promise.all([
      view.listIncidents({ ...Object.fromEntries(given), ...(slug && { slug }), limit: mostEntries }, now()),
      view.isSample(),
    ])
    const entries = rows.map((row) =>
      entryOf(t, row, { origin, state: hub.state(row.service.slug), now: at, sample }),
    )
    const s = service?.name[locale] ?? ''
    const path = service ? `/${locale}/status/${service.slug}` : `/${locale}/incidents`
    const feed: Feed = {
      title: service ? t('feed.service', { s, brand: t('brand') }) : t('feed.all', { brand: t('brand') }),
      subtitle: t('feed.about'),
      locale,
      page: origin + path,
      self: `${origin}${service ? `/status/${service.slug}` : ''}/feed.${kind}?${new URLSearchParams([['lang', locale], ...filter])}`,
      author: t('brand'),
      // Nothing has ever happened: since the beginning of time, as far as feeds are concerned.
      updated: latest(['2020-01-01T00:00:00.000Z', ...entries.map((entry) => entry.updated)]),
      entries,
    }
    const headers = {
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'content-type': `${kinds[kind].type}; charset=utf-8`,
      'content-language': locale,
      'last-modified': new Date(feed.updated).toUTCString(),
      'cache-control': cacheControl,
      ...(varies ? { vary: 'Accept-Language' } : {}),
    }
    return sendCached(request, reply, headers, kinds[kind].write(feed), {
      keep: isPlain(request.query)
        ? { kind: 'status', freshMs, stamp, byHost: parts.publicUrl === undefined }
        : undefined,
    })
  }

  type Asked = { Params: { slug?: string }; Querystring: Query }
  for (const kind of Object.keys(kinds) as Kind[]) {
    // Under "history" is where readers of status pages guess them.
    for (const path of [`/feed.${kind}`, `/status/:slug/feed.${kind}`, `/status/:slug/history.${kind}`])
      app.get<Asked>(path, (request, reply) => answer(request, reply, kind, request.params.slug))
  }
}
