import { messagesOf } from '#i18n/index.ts'
import type { Desk } from '../desk.ts'
import './device-pages.css'
import { SettingsForm } from './settings-form.tsx'

/** Choices kept on this device; the language is an address, the same with and without script. */
export function SettingsPage({ desk: { t, locale } }: { desk: Desk }) {
  const languages = [
    ['en', 'English'],
    ['ar', 'العربية'],
  ] as const
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t('settings.h1')}</h1>
        <p className="lede">{t('settings.kept')}</p>
      </div>
      <div className="settings">
        <noscript>
          <p className="prose">{t('settings.noScript')}</p>
        </noscript>
        <fieldset>
          <legend>{t('settings.language')}</legend>
          <div className="choices">
            {languages.map(([code, name]) => (
              <a
                key={code}
                href={`/${code}/settings`}
                lang={code}
                hrefLang={code}
                aria-current={code === locale ? 'true' : undefined}
              >
                {name}
              </a>
            ))}
          </div>
        </fieldset>
        <SettingsForm locale={locale} messages={messagesOf(locale, ['settings', 'time.city'])} />
      </div>
    </div>
  )
}
