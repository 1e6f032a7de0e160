import { z } from 'zod'
import type { Database } from '#store/db.ts'
import { type EditedService, readServiceToEdit } from '#store/service/service-edit.ts'
import { discontinueService, restoreService } from '#store/service/service-fate.ts'
import { type Html, html } from '../html.ts'
import { pressForm, textField } from './desk-pieces.ts'
import type { DeskRequest, Outcome } from './desk-request.ts'

/** What becomes of a service: its operator closed it, it became a part of another, or it is followed again. */

export const closeFields = z.object({ on: z.iso.date() })
export const mergeFields = z.object({ into: z.string().trim().max(64) })

/** What had become of it, for the log. */
export const fateOf = ({ discontinuedOn, mergedInto }: EditedService) => ({ discontinuedOn, mergedInto })

export async function closeService(
  db: Database,
  { params, now }: DeskRequest,
  { on }: z.infer<typeof closeFields>,
): Promise<Outcome> {
  const slug = params.slug ?? ''
  const service = await readServiceToEdit(db, slug)
  // A day that is yet to come is today: nothing closes by itself later.
  const today = new Date(now).toISOString().slice(0, 10)
  const discontinuedOn = on > today ? today : on
  if (!service || (await discontinueService(db, slug, new Date(discontinuedOn))) !== 'done')
    return { kind: 'missing' }
  const change = { before: fateOf(service), after: { discontinuedOn, mergedInto: null } }
  return { kind: 'done', to: `/services/${slug}?said=closed`, subject: slug, ...change }
}

/** What can be done now. `fault`: what is wrong with the service that was named to merge it into. */
export function fateForms({ t, locale, now }: DeskRequest, service: EditedService, fault?: string): Html {
  const { slug, discontinuedOn, mergedInto } = service
  const action = `/admin/${locale}/services/${slug}`
  if (discontinuedOn || mergedInto) {
    const fate = mergedInto
      ? t('admin.service.isMerged', { s: mergedInto })
      : t('admin.service.isClosed', { day: discontinuedOn ?? '' })
    return html`<p>${fate}</p>${pressForm(`${action}/restore`, t('admin.service.restore', { s: slug }))}`
  }
  const today = new Date(now).toISOString().slice(0, 10)
  return html`<form method="post" action="${action}/close" class="find">${textField({ id: 'on', label: t('admin.service.closedOn'), type: 'date', dir: 'ltr', value: today })}<button class="grave">${t('admin.service.close', { s: slug })}</button></form><form method="post" action="${action}/merge" class="find">${textField({ id: 'into', label: t('admin.service.into'), dir: 'ltr', fault })}<button class="grave">${t('admin.service.merge', { s: slug })}</button></form>`
}

export async function restore(db: Database, { params }: DeskRequest): Promise<Outcome> {
  const slug = params.slug ?? ''
  const service = await readServiceToEdit(db, slug)
  if (!service || (await restoreService(db, slug)) !== 'done') return { kind: 'missing' }
  const change = { before: fateOf(service), after: { discontinuedOn: null, mergedInto: null } }
  return { kind: 'done', to: `/services/${slug}?said=restored`, subject: slug, ...change }
}
