import type { WishSaid } from '#core/report/mail-wish.ts'
import type { ServiceCard } from '#core/view.ts'
import type { Desk } from '../desk.ts'
import { say } from '../say.tsx'
import { MailForm } from './mail-form.tsx'

/**
 * The form to be told by mail, and where the link of the mail leads: the mailbox's answer. A press is asked for, since
 * programs open links too.
 */
export function TellPage({
  desk: { t, locale },
  service,
  token,
  said,
}: {
  desk: Desk
  service: ServiceCard
  /** Of the mail; null: none was given. */
  token: string | null
  said: WishSaid | null
}) {
  const s = service.name[locale]
  const mayTry = said === null || said === 'invalid' || said === 'slow' || said === 'busy'
  const isFault = said === 'gone' || (mayTry && said !== null)
  return (
    <div className="wrap dead">
      <h1>{say(t, 'mail.h1', { s })}</h1>
      {said ? (
        <p className={isFault ? 'lede fault' : 'lede'} role={isFault ? 'alert' : 'status'}>
          {t(`mail.said.${said}`)}
        </p>
      ) : token ? (
        <form method="post" action={`/${locale}/tell?${new URLSearchParams({ s: service.slug, k: token })}`}>
          <p className="lede">{t('mail.question')}</p>
          <p className="fld">
            <button type="submit" className="btn" name="act" value="yes">
              {t('mail.yes')}
            </button>
            <button type="submit" className="btn" name="act" value="no">
              {t('mail.no')}
            </button>
          </p>
        </form>
      ) : null}
      {mayTry && !token && <MailForm t={t} slug={service.slug} />}
      <p>
        <a className="more" href={`/${locale}/status/${service.slug}`}>
          <span>{say(t, 'mail.back', { s })}</span>
        </a>
      </p>
    </div>
  )
}
