import { z } from 'zod'
import { translatorOf } from '#i18n/index.ts'
import type { Reach } from '#notify/safe-address.ts'
import { isStoreAway } from '#store/db.ts'
import { countWaiting, readIntake } from '#store/editor/overview.ts'
import type { Directory } from '#store/service/directory.ts'
import { problemTitle } from '../errors.ts'
import { html } from '../html.ts'
import type { Router } from '../http.ts'
import { createDesk, type DeskParts, sendDocument } from './desk.ts'
import { plainDocument } from './desk-frame.ts'
import { readFields } from './desk-request.ts'
import { deskScript, deskStyle } from './desk-style.ts'
import { correct, correctionFields, incidentPage, incidentsPage } from './incidents.ts'
import { logFile, logPage } from './log.ts'
import { officialFields } from './official.ts'
import { type OverviewParts, overviewPage } from './overview.ts'
import { add, addFields, end, nameFields, peoplePage, reassign, renew } from './people.ts'
import { decide, hideFields, queuePage, showFields } from './queue.ts'
import { drop, dropFields, requestsPage } from './requests.ts'
import {
  addService,
  addWord,
  endWork,
  mergeInto,
  newServicePage,
  saveService,
  servicePage,
} from './service-desk.ts'
import { closeFields, closeService, mergeFields, restore } from './service-fates.ts'
import { serviceForm } from './service-form.ts'
import { servicesPage } from './services.ts'
import { signInRoutes } from './sign-in.ts'
import { deliveryFields, resend, testWebhook, webhookPage } from './webhook-page.ts'
import {
  addWebhook,
  endpointFields,
  newSecret,
  removeWebhook,
  startWebhook,
  stopWebhook,
  webhooksPage,
} from './webhooks.ts'

export type AdminParts = DeskParts &
  OverviewParts & {
    directory: Pick<Directory, 'all' | 'refresh'>
    /** What webhooks may be sent to; absent: the open internet alone. */
    webhookReach?: Reach | undefined
    /** The pages' colours (app/styles/tokens.css). */
    colours: string
  }

/** A service's form holds names in many spellings, percent-encoded. */
const formBytes = 64 * 1024

const nothing = z.unknown()

/** The editors' desk, all of it on one page: /admin/{language}/… Never kept, never looked for, and works without script. */
export async function adminRoutes(app: Router, parts: AdminParts): Promise<void> {
  const { db, now } = parts
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formBytes },
    (_request, body, done) => done(null, readFields(String(body))),
  )
  for (const [name, type, text] of [
    ['desk.css', 'text/css', parts.colours + deskStyle],
    ['desk.js', 'text/javascript', deskScript],
  ] as const) {
    app.get(`/admin/${name}`, { schema: { hide: true } }, async (_request, reply) =>
      reply
        .headers({
          'content-type': `${type}; charset=utf-8`,
          'cache-control': 'public, max-age=300',
          'cross-origin-resource-policy': 'same-origin',
        })
        .send(text),
    )
  }
  app.setErrorHandler((error, request, reply) => {
    if (!isStoreAway(error)) return reply.send(error)
    const locale = /^\/admin\/ar\b/.test(request.url) ? 'ar' : 'en'
    const title = problemTitle('away', locale)
    return sendDocument(reply, plainDocument(translatorOf(locale), title, html``), 503)
  })
  signInRoutes(app, parts)
  const { page, act, file } = createDesk(app, {
    ...parts,
    // This front knows at once what its editor did; the others within half a minute, and this one too if it fails now.
    async afterwards(done) {
      if (done.startsWith('service.')) await parts.directory.refresh().catch(() => {})
    },
  })

  page('', '', async (desk) => overviewPage(parts, desk, await countWaiting(db), await readIntake(db, now())))

  page('/queue', 'queue', (desk) => queuePage(db, desk))
  act('/queue/:id/show', 'note.show', 'queue', showFields, (desk, wish) => decide(db, desk, 'shown', wish))
  act('/queue/:id/hide', 'note.hide', 'queue', hideFields, (desk, why) => decide(db, desk, 'hidden', why))
  act('/queue/:id/hold', 'note.hold', 'queue', nothing, (desk) => decide(db, desk, 'held'))

  page('/services', 'services', (desk) => servicesPage(db, desk))
  page('/services/new', 'services', (desk) => newServicePage(db, desk))
  act('/services/new', 'service.add', 'services', serviceForm, (desk, form) => addService(db, desk, form))
  page('/services/:slug', 'services', (desk) => servicePage(db, desk))
  act('/services/:slug', 'service.edit', 'services', serviceForm, (desk, form) => saveService(db, desk, form))
  act('/services/:slug/close', 'service.close', 'services', closeFields, (desk, wish) =>
    closeService(db, desk, wish),
  )
  act('/services/:slug/merge', 'service.merge', 'services', mergeFields, (desk, wish) =>
    mergeInto(db, desk, wish),
  )
  act('/services/:slug/restore', 'service.restore', 'services', nothing, (desk) => restore(db, desk))
  act('/services/:slug/official', 'official.add', 'services', officialFields, (desk, word) =>
    addWord(db, desk, word),
  )
  act('/services/:slug/maintenance/:id/end', 'official.end', 'services', nothing, (desk) => endWork(db, desk))

  page('/incidents', 'incidents', (desk) => incidentsPage(db, desk))
  page('/incidents/:id', 'incidents', (desk) => incidentPage(db, desk))
  act('/incidents/:id/correct', 'incident.correct', 'incidents', correctionFields, (desk, wish) =>
    correct(db, desk, wish),
  )

  page('/requests', 'requests', (desk) => requestsPage(db, desk))
  act('/requests/drop', 'request.drop', 'requests', dropFields, (_desk, wish) => drop(db, wish))

  page('/webhooks', 'webhooks', (desk) => webhooksPage(db, desk))
  act('/webhooks/add', 'webhook.add', 'webhooks', endpointFields, (desk, wish) =>
    addWebhook(parts, desk, wish),
  )
  page('/webhooks/:id', 'webhooks', (desk) => webhookPage(db, desk))
  act('/webhooks/:id/test', 'webhook.test', 'webhooks', nothing, (desk) => testWebhook(db, desk))
  act('/webhooks/:id/resend', 'webhook.resend', 'webhooks', deliveryFields, (desk, wish) =>
    resend(db, desk, wish),
  )
  act('/webhooks/:id/secret', 'webhook.secret', 'webhooks', nothing, (desk) => newSecret(db, desk))
  act('/webhooks/:id/stop', 'webhook.stop', 'webhooks', nothing, (desk) => stopWebhook(db, desk))
  act('/webhooks/:id/start', 'webhook.start', 'webhooks', nothing, (desk) => startWebhook(db, desk))
  act('/webhooks/:id/remove', 'webhook.remove', 'webhooks', nothing, (desk) => removeWebhook(db, desk))

  page('/log', 'log', (desk) => logPage(db, desk))
  file('/log.csv', async (desk, reply) =>
    reply
      .headers({
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': 'attachment; filename="log.csv"',
      })
      .send(await logFile(db, desk)),
  )

  page('/people', 'people', (desk) => peoplePage(db, desk))
  act('/people/add', 'people.add', 'people', addFields, (desk, wish) => add(db, desk, wish))
  act('/people/role', 'people.role', 'people', addFields, (desk, wish) => reassign(db, desk, wish))
  act('/people/key', 'people.key', 'people', nameFields, (desk, wish) => renew(db, desk, wish))
  act('/people/end', 'people.end', 'people', nameFields, (desk, wish) => end(db, desk, wish))
}
