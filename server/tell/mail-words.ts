import { translatorOf } from '#i18n/index.ts'
import { durationText } from '#i18n/time.ts'
import type { Mail } from '#notify/mail-sender.ts'
import type { DueMail } from '#store/mail.ts'
import type { Directory } from '#store/service/directory.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const inHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign]!)

/**
 * The words of a mail, in its reader's language; null when the service is not public any more.
 * @param site origin of the links
 */
export function tellByMail(directory: Directory, site: string, due: DueMail): Mail | null {
  const service = directory.byId(due.serviceId)
  if (!service) return null
  const { lang, kind, token } = due
  const t = translatorOf(lang)
  const s = service.name[lang]
  const page = `${site}/${lang}/status/${service.slug}`
  const answer = `${site}/${lang}/tell?${new URLSearchParams({ s: service.slug, k: token })}`
  const d = durationText(t, (due.endedAt ?? due.startedAt) - due.startedAt, 'after')
  const [lines, link, label] =
    kind === 'confirm'
      ? [[t('mail.confirm', { s }), t('mail.confirmWhy')], answer, t('mail.confirmLink')]
      : [[t('mail.over', { s, d }), t('mail.overLast')], page, t('mail.overLink', { s })]
  const footer = t(kind === 'confirm' ? 'mail.notYou' : 'mail.forgotten')
  const direction = lang === 'ar' ? 'rtl' : 'ltr'
  return {
    subject: t(kind === 'confirm' ? 'mail.confirmSubject' : 'mail.overSubject', { s }),
    takeBack: answer,
    text: [...lines, `${label}:\n${link}`, footer, t('brand')].join('\n\n'),
    html: `<!doctype html><html lang="${lang}" dir="${direction}"><meta charset="utf-8"><body style="font:16px/1.7 system-ui,sans-serif;color:#16181d">
${lines.map((line) => `<p>${inHtml(line)}</p>`).join('\n')}
<p><a href="${inHtml(link)}">${inHtml(label)}</a></p>
<p style="color:#454a54;font-size:14px">${inHtml(footer)}<br>${inHtml(t('brand'))}</p>
</body></html>`,
  }
}
