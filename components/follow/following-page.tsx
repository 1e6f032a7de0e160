import { messagesOf } from '#i18n/index.ts'
import type { Desk } from '../desk.ts'
import '../settings/device-pages.css'
import { followedWords } from '../live/island-words.ts'
import { FollowedTable } from './followed-table.tsx'

/** The services followed on this device: the server draws the frame, only the device knows the list. */
export function FollowingPage({ desk: { t, locale } }: { desk: Desk }) {
  return (
    <div className="wrap following">
      <div className="head">
        <h1>{t('following.h1')}</h1>
        <p className="lede">{t('following.kept')}</p>
      </div>
      <noscript>
        <p className="prose">{t('following.noScript')}</p>
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
