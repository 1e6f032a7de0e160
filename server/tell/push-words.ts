import { translatorOf } from '#i18n/index.ts'
import { durationText } from '#i18n/time.ts'
import type { PushMessage } from '#notify/push.ts'
import type { DuePush } from '#store/push.ts'
import type { Directory } from '#store/service/directory.ts'

/** The message to one who asked, in their language; null when the service is not public any more. */
export function tellOver(directory: Directory, due: DuePush): PushMessage | null {
  const service = directory.byId(due.serviceId)
  if (!service) return null
  const { lang } = due
  const t = translatorOf(lang)
  const d = durationText(t, due.endedAt - due.startedAt, 'after')
  return {
    title: t('push.overTitle', { s: service.name[lang] }),
    body: t('push.overBody', { d }),
    url: `/${lang}/status/${service.slug}`,
    lang,
    tag: `over ${service.slug}`,
  }
}
