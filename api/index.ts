import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { newId } from '#store/id.ts'
import { type AdminParts, adminRoutes } from './admin/admin.ts'
import { type AppParts, appRoutes } from './app-files.ts'
import { choiceFormRoutes } from './choice-forms.ts'
import { compareRoutes } from './compare.ts'
import { type BadgeParts, badgeRoutes } from './embed/badge.ts'
import { type EmbedParts, embedRoutes } from './embed/embed.ts'
import { oembedRoutes } from './embed/oembed.ts'
import { installErrorHandler, sendProblem } from './errors.ts'
import { type FeedParts, feedRoutes } from './feed/feeds.ts'
import { healthRoutes } from './health.ts'
import { addressIn, forAnybody, type Router, sendPublicJson } from './http.ts'
import { methodologyRoutes } from './methodology.ts'
import { collectMethods } from './methods.ts'
import { createPainter, type Painter } from './picture/painter.ts'
import { pictureRoutes } from './picture/pictures.ts'
import { createStudio } from './picture/studio.ts'
import { placeRoutes } from './places.ts'
import { type PlatformParts, platformRoutes } from './platform.ts'
import { playgroundRoutes } from './playground.ts'
import { problemRoutes } from './problems.ts'
import { cardRoutes } from './record/incident-cards.ts'
import { incidentRoutes } from './record/incidents.ts'
import { type DetailsApiParts, detailsRoutes } from './report/details.ts'
import { reportFormRoutes } from './report/report-forms.ts'
import { type ReportParts, reportRoutes } from './report/reports.ts'
import { requestFormRoutes } from './request/request-forms.ts'
import { type RequestParts, requestRoutes } from './request/service-requests.ts'
import { searchRoutes } from './search.ts'
import { type ReadParts, serviceRoutes } from './services.ts'
import { type SiteFileParts, siteFileRoutes } from './site-files.ts'
import { statuspageRoutes } from './statuspage/statuspage.ts'
import { type StreamParts, streamRoutes } from './stream/stream.ts'
import { type MailRouteParts, mailFormRoutes } from './tell/mail-forms.ts'
import { type PushRouteParts, pushRoutes } from './tell/push.ts'
import { wordsRoutes } from './words.ts'

/** In characters: a stream of fifty services has the longest of ours. */
const longestAddress = 4_096

export type ApiParts = ReportParts &
  DetailsApiParts &
  ReadParts &
  RequestParts &
  SiteFileParts &
  EmbedParts &
  StreamParts &
  PlatformParts &
  BadgeParts &
  AppParts &
  PushRouteParts &
  MailRouteParts &
  FeedParts &
  AdminParts & {
    /** Absent: one is made. It ends with the app. */
    painter?: Painter
    ready(): Promise<Record<string, boolean>>
    /** What stands before all routes: the front's door. */
    inFront?(app: FastifyInstance): void
    log(error: unknown): void
  }

const bodyBytes = 8 * 1024

/** What is read may be asked for from any page; what is written, from ours alone. */
const preflight = {
  ...forAnybody,
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': 'Content-Type, If-None-Match, Last-Event-ID',
  'access-control-max-age': '86400',
}

export interface Api {
  app: FastifyInstance
  /** Answers an address under the API that no route took: a browser's question (CORS), 405 with Allow, or 404. */
  refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply
}

/** The whole API on one page. Tests call it with `inject`, without a socket. */
export async function createApi(parts: ApiParts): Promise<Api> {
  const app = Fastify({
    bodyLimit: bodyBytes,
    genReqId: () => newId(Date.now()),
    logger: false,
    requestTimeout: 10_000,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 2_000 },
    keepAliveTimeout: 65_000,
    // What is under way is finished at the end; streams are ended by themselves.
    forceCloseConnections: 'idle',
    // Addresses that cannot even be read.
    frameworkErrors: (_error, request, reply) => void sendProblem(request, reply, 'bad-request'),
    routerOptions: { maxParamLength: 200 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  // JSON only: a simple cross-site form or text/plain post must not be read as JSON.
  app.removeContentTypeParser('text/plain')
  installErrorHandler(app, parts.log)
  parts.inFront?.(app)
  const methodsOf = collectMethods(app)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'strict-origin-when-cross-origin')
    if (request.url.length > longestAddress) sendProblem(request, reply, 'address-too-long')
    else done()
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Outage Desk', version: '1', description: 'Public data need no key.' },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(async (scope) => {
    const router = scope as unknown as Router
    reportRoutes(router, parts)
    await router.register(async (own) => detailsRoutes(own as unknown as Router, parts))
    wordsRoutes(router)
    await router.register(async (scope) => {
      const forms = scope as unknown as Router
      await reportFormRoutes(forms, parts)
      requestFormRoutes(forms, parts)
      choiceFormRoutes(forms, parts)
      await forms.register(async (own) => mailFormRoutes(own as unknown as Router, parts))
    })
    await router.register(async (own) => adminRoutes(own as unknown as Router, parts))
    requestRoutes(router, parts)
    searchRoutes(router, parts)
    serviceRoutes(router, parts)
    incidentRoutes(router, parts)
    placeRoutes(router, parts)
    compareRoutes(router, parts)
    methodologyRoutes(router)
    playgroundRoutes(router, parts)
    platformRoutes(router, parts)
    problemRoutes(router)
    streamRoutes(router, parts)
    pushRoutes(router, parts)
    embedRoutes(scope, parts)
    badgeRoutes(scope, parts)
    oembedRoutes(router, parts)
    appRoutes(scope, parts)
    const studio = createStudio(parts.now, parts.painter ?? createPainter())
    scope.addHook('onClose', () => studio.stop())
    pictureRoutes(router, { ...parts, studio })
    cardRoutes(router, { ...parts, studio })
    feedRoutes(scope, parts)
    statuspageRoutes(router, parts)
    siteFileRoutes(scope, parts)
    healthRoutes(router, parts)
    router.get('/api/v1/openapi.json', { schema: { hide: true } }, async (request, reply) =>
      sendPublicJson(request, reply, JSON.stringify(app.swagger()), 3_600),
    )
  })
  return {
    app,
    refuse(request, reply) {
      const methods = methodsOf(addressIn(request.url)?.pathname ?? '')
      if (methods.length === 0) return sendProblem(request, reply, 'not-found')
      if (request.method === 'OPTIONS' && methods.includes('GET'))
        return reply.code(204).headers(preflight).send()
      return sendProblem(request, reply, 'method-not-allowed', { allow: methods.join(', ') })
    },
  }
}
