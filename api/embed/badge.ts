import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { slugPattern } from '#core/report/report.ts'
import { translatorOf } from '#i18n/index.ts'
import { direction, type Translator } from '#i18n/translate.ts'
import type { Hub } from '#notify/hub.ts'
import type { Directory } from '#store/service/directory.ts'
import type { PublicView } from '#store/view/public-view.ts'
import { stampOf } from '../keep.ts'
import { type Badge, badgeColour, drawBadge } from './badge-svg.ts'
import { sendCached, sharedHeaders } from './embed-cache.ts'
import { askedLocale, isPlain, type Query, themeOf } from './embed-query.ts'
import { type EmbedData, isClosed, isStale, nameOf, wordsOf } from './embed-words.ts'

/** All of it is in memory: a badge is drawn whatever has become of the store. */
export interface BadgeParts {
  directory: Pick<Directory, 'bySlug'>
  hub: Pick<Hub, 'state'>
  view: Pick<PublicView, 'isSample'>
}

const cacheSeconds = 60

const headers = {
  ...sharedHeaders,
  'cache-control': `public, max-age=${cacheSeconds}, s-maxage=${cacheSeconds}, stale-while-revalidate=60, stale-if-error=86400`,
}

const svgHeaders = {
  ...headers,
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}

type Words = Pick<Badge, 'name' | 'word' | 'status' | 'title'>

/** What a badge says. A service we do not follow has a calm grey badge: a broken picture would say less. */
function badgeWords(t: Translator, data: Omit<EmbedData, 'spark'> | null): Words {
  const brand = t('brand')
  if (!data) {
    const word = t('widget.status.absent')
    return { name: brand, word, status: 'unknown', title: `${brand}: ${word}` }
  }
  const { tone, label } = wordsOf(t, data)
  const service = nameOf(t, data.service)
  const name = data.sample ? t('widget.sampleName', { service }) : service
  return {
    name,
    word:
      tone === 'unknown' && !isStale(data.state) && !isClosed(data.state) ? t('widget.status.short') : label,
    status: tone,
    title: t('widget.title', { service: name, status: label, brand }),
  }
}

type BadgeRequest = FastifyRequest<{ Params: { slug: string }; Querystring: Query }>

/** GET /badge/{slug}.svg, a picture for READMEs and footers, and its twin in the shape of a shields.io endpoint. */
export function badgeRoutes(app: FastifyInstance, { directory, hub, view }: BadgeParts): void {
  const read = async (slug: string): Promise<Omit<EmbedData, 'spark'> | null> => {
    const [service, state, sample] = [directory.bySlug(slug), hub.state(slug), await view.isSample()]
    return service && state ? { service, state, sample } : null
  }

  const answer = async (
    request: BadgeRequest,
    reply: FastifyReply,
    kind: Record<string, string>,
    write: (t: Translator, words: Words, isKnown: boolean) => string,
  ) => {
    const { slug } = request.params
    const { locale, varies } = askedLocale(request.query, request.headers['accept-language'])
    const t = translatorOf(locale)
    const stamp = stampOf(hub, slug)
    const data = slugPattern.test(slug) ? await read(slug) : null
    const body = write(t, badgeWords(t, data), data !== null)
    return sendCached(request, reply, { ...kind, ...(varies ? { vary: 'Accept-Language' } : {}) }, body, {
      keep: data && isPlain(request.query) ? { kind: 'status', freshMs: 1_000, stamp } : undefined,
    })
  }

  app.get('/badge/:slug.svg', (request: BadgeRequest, reply) =>
    answer(request, reply, svgHeaders, (t, words) =>
      drawBadge({
        ...words,
        rtl: direction(t.locale) === 'rtl',
        theme: themeOf(request.query, 'light'),
      }),
    ),
  )

  // The schema is strict: one key that shields does not know and it shows "invalid properties".
  app.get('/badge/:slug.json', (request: BadgeRequest, reply) =>
    answer(
      request,
      reply,
      { ...headers, 'content-type': 'application/json; charset=utf-8' },
      (_, { name, word, status }, isKnown) =>
        JSON.stringify({
          schemaVersion: 1,
          label: name,
          message: word,
          color: badgeColour(status),
          ...(isKnown ? {} : { isError: true }),
          cacheSeconds,
        }),
    ),
  )
}
