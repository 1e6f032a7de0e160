import { messagesOf } from '#i18n/index.ts'
import type { Desk } from '../desk.ts'
import './device-pages.css'
import { SettingsByCookie, type SettingsSaid } from './settings-by-cookie.tsx'
import { SettingsForm } from './settings-form.tsx'

/** Choices kept on this device; the language is an address, the same with and without script. */
export function SettingsPage({
  desk: { t, locale },
  said,
}: {
  desk: Desk
  /** Of a form without script. */
  said: SettingsSaid | null
}) {
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
        <SettingsByCookie t={t} said={said} />
        <SettingsForm locale={locale} messages={messagesOf(locale, ['settings', 'time.city'])} />
      </div>
    </div>
  )
}
