import { mostFollowedByCookie } from '#core/choices.ts'
import { messagesOf } from '#i18n/index.ts'
import type { Desk } from '../desk.ts'
import '../settings/device-pages.css'
import { followedWords } from '../live/island-words.ts'
import { FollowedTable } from './followed-table.tsx'

/**
 * The services followed on this device: the server draws the frame, only the device knows the list. Without script it is
 * in a cookie, and the front puts it in place of the empty one (server/pages/chosen-answers.ts).
 */
export function FollowingPage({
  desk: { t, locale },
  isFull,
}: {
  desk: Desk
  /** Without script: one more was pressed than the list holds. */
  isFull: boolean
}) {
  return (
    <div className="wrap following">
      <div className="head">
        <h1>{t('following.h1')}</h1>
        <p className="lede">{t('following.kept')}</p>
      </div>
      <noscript>
        {isFull && (
          <p className="lede fault" role="alert">
            {t('following.full', { n: mostFollowedByCookie })}
          </p>
        )}
        <p className="prose">{t('following.noScript', { n: mostFollowedByCookie })}</p>
        <p className="empty">{t('following.empty')}</p>
      </noscript>
      <FollowedTable locale={locale} messages={messagesOf(locale, followedWords)} />
      <p>
        <a className="more" href={`/${locale}/categories`}>
          {t('following.browse')}
        </a>
      </p>
    </div>
  )
}
