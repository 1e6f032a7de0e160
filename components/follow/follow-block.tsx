import type { ServiceCard } from '#core/view.ts'
import type { Desk } from '../desk.ts'
import { liveMark } from '../live/live-mark.ts'
import { PushButton } from './push-button.tsx'

/**
 * Following a service. The buttons are the device's (device/follow-button.ts): drawn here once, their words in them,
 * so that they weigh nothing in the page's own script. Without script there is a form.
 */
export function FollowBlock({
  desk: { t, locale },
  service,
  byMail,
}: {
  desk: Desk
  service: ServiceCard
  /** By mail too: this site sends them, and there is something to wait for. */
  byMail: boolean
}) {
  return (
    <section aria-labelledby="follow">
      <h2 className="h2" id="follow">
        {t('following.block')}
      </h2>
      <div className="needs-js">
        <p className="sub">{t('following.note')}</p>
        <div className="fld">
          <button
            type="button"
            className="btn"
            data-follow={service.slug}
            data-service-name={service.name[locale]}
            data-start={t('following.start')}
            data-stop={t('following.stop')}
            suppressHydrationWarning
          >
            {t('following.start')}
          </button>
          <a className="more" href={`/${locale}/following`}>
            {t('following.list')}
          </a>
        </div>
        <PushButton t={t} slug={service.slug} />
      </div>
      {/* Room for the form without script; the front puts it there (server/pages/follow-form.ts). */}
      <noscript />
      <div {...liveMark}>
        {byMail && (
          <a className="more" href={`/${locale}/tell?s=${service.slug}`}>
            {t('mail.offer')}
          </a>
        )}
      </div>
    </section>
  )
}
