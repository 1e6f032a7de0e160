import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { slugPattern } from '#core/report/report.ts'
import { translatorOf } from '#i18n/index.ts'
import { sendCached, sharedHeaders } from '../embed/embed-cache.ts'
import { askedLocale, isPlain } from '../embed/embed-query.ts'
import { sendProblem } from '../errors.ts'
import { originOf, type Router } from '../http.ts'
import { stampOf } from '../keep.ts'
import { type Sheet, type StatuspageParts, serviceSheet, siteSheet } from './statuspage-sheet.ts'

/** What each address answers beside its page. */
const answers = {
  summary: async ({ status, components, unresolved, maintenance }: Sheet) => ({
    components,
    incidents: await unresolved(),
    scheduled_maintenances: (await maintenance()).filter(({ resolved_at }) => resolved_at === null),
    status,
  }),
  status: async ({ status }: Sheet) => ({ status }),
  components: async ({ components }: Sheet) => ({ components }),
  incidents: async ({ all }: Sheet) => ({ incidents: await all() }),
  unresolved: async ({ unresolved }: Sheet) => ({ incidents: await unresolved() }),
  maintenances: async ({ maintenance }: Sheet) => ({ scheduled_maintenances: await maintenance() }),
  upcoming: async ({ maintenance }: Sheet) => ({
    scheduled_maintenances: (await maintenance()).filter(({ status }) => status === 'scheduled'),
  }),
  active: async ({ maintenance }: Sheet) => ({
    scheduled_maintenances: (await maintenance()).filter(({ status }) => status === 'in_progress'),
  }),
}
type Part = keyof typeof answers

const paths: { path: string; part: Part; summary: string }[] = [
  { path: 'summary.json', part: 'summary', summary: 'Status, components and what is not over' },
  { path: 'status.json', part: 'status', summary: 'The status alone' },
  { path: 'components.json', part: 'components', summary: 'The components with their status' },
  { path: 'incidents.json', part: 'incidents', summary: 'The 50 newest incidents' },
  { path: 'incidents/unresolved.json', part: 'unresolved', summary: 'Incidents that are not over' },
  {
    path: 'scheduled-maintenances.json',
    part: 'maintenances',
    summary: 'Planned work that operators announced',
  },
  {
    path: 'scheduled-maintenances/upcoming.json',
    part: 'upcoming',
    summary: 'Planned work that is to come',
  },
  {
    path: 'scheduled-maintenances/active.json',
    part: 'active',
    summary: 'Planned work that is under way',
  },
]

const headers = {
  ...sharedHeaders,
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'public, max-age=30, stale-while-revalidate=60, stale-if-error=86400',
}

/** Incidents come from the store; the front repeats them for so long. */
const freshMs = 5_000

/** The slug in a host name that stands before the site's own: chatgpt.desk.example. null: none does. */
export function slugOfHost(host: string | undefined, publicUrl: string | undefined): string | null {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase()
  const own = publicUrl ? new URL(publicUrl).hostname : 'localhost'
  return name.endsWith(`.${own}`) ? name.slice(0, -own.length - 1) : null
}

/**
 * Services for clients of status pages, in the shape of Statuspage's API: under each service's page, and at the root
 * of a host named after it, which some clients insist on. At the root of the site's own host: all services as one.
 */
export function statuspageRoutes(app: Router, parts: StatuspageParts): void {
  const { hub, publicUrl } = parts

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    part: Part,
    slug: string | null,
    byHost: boolean,
  ) {
    const query = request.query as { lang?: unknown }
    const { locale, varies } = askedLocale(query, request.headers['accept-language'])
    const asked = { t: translatorOf(locale), origin: originOf(request, publicUrl) }
    const stamp = slug === null ? undefined : stampOf(hub, slug)
    const isSlug = slug === null || slugPattern.test(slug)
    const sheet =
      isSlug && (slug === null ? await siteSheet(parts, asked) : await serviceSheet(parts, asked, slug))
    if (!sheet) return sendProblem(request, reply, 'unknown-service')
    const { page } = sheet
    const isOurs =
      slug !== null || publicUrl === undefined || request.headers.host === new URL(publicUrl).host
    const body = JSON.stringify({ page, ...(await answers[part](sheet)) })
    return sendCached(request, reply, { ...headers, ...(varies ? { vary: 'Accept-Language' } : {}) }, body, {
      // A tick that moved nothing but the time of the numbers is no news.
      sense: body.replaceAll(page.updated_at, ''),
      // Of a host that names no service of ours there may be as many as a stranger likes.
      keep: isPlain(query) && isOurs ? { kind: 'status', freshMs, stamp, byHost } : undefined,
    })
  }

  for (const { path, part, summary } of paths) {
    app.get(
      `/status/:slug/api/v2/${path}`,
      { schema: { summary, tags: ['statuspage'], params: z.object({ slug: z.string().max(100) }) } },
      (request, reply) => answer(request, reply, part, request.params.slug, publicUrl === undefined),
    )
    app.get(
      `/api/v2/${path}`,
      { schema: { summary: `${summary}, of all services or the host's`, tags: ['statuspage'] } },
      (request, reply) => answer(request, reply, part, slugOfHost(request.headers.host, publicUrl), true),
    )
  }
}
