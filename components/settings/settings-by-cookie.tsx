import type { ReactNode } from 'react'
import type { Translator } from '#i18n/translate.ts'

/** What became of a form of this page, as it stands in the address that its reader is sent back to. */
export const settingsSaid = ['saved', 'cookieGone', 'cookieRefused'] as const
export type SettingsSaid = (typeof settingsSaid)[number]

const Radio = ({ name, value, children }: { name: string; value: string; children: ReactNode }) => (
  <label>
    <input type="radio" name={name} value={value} defaultChecked={value === ''} />
    {children}
  </label>
)

/**
 * Settings without script: a plain form that sets a cookie (api/choice-forms.ts). Drawn with nothing chosen; the front
 * checks what its reader chose (server/pages/chosen-page.ts).
 */
export const SettingsByCookie = ({ t, said }: { t: Translator; said: SettingsSaid | null }) => (
  <noscript>
    {said && (
      <p className="saved" role="status">
        {t(`settings.${said}`)}
      </p>
    )}
    <p className="prose">{t('settings.noScript')}</p>
    <form method="post" action={`/${t.locale}/settings`}>
      <fieldset>
        <legend>{t('settings.theme')}</legend>
        <div className="choices">
          <Radio name="theme" value="">
            {t('settings.themeAuto')}
          </Radio>
          <Radio name="theme" value="light">
            {t('settings.themeLight')}
          </Radio>
          <Radio name="theme" value="dark">
            {t('settings.themeDark')}
          </Radio>
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('settings.digits')}</legend>
        <div className="choices">
          <Radio name="digits" value="">
            <span className="latin-digits">{t('settings.digitsLatn')}</span>
          </Radio>
          <Radio name="digits" value="arab">
            <span lang="ar">{t('settings.digitsArab')}</span>
          </Radio>
        </div>
      </fieldset>
      <button type="submit" className="btn">
        {t('settings.save')}
      </button>
    </form>
    <form method="post" action={`/${t.locale}/settings`}>
      <fieldset>
        <legend>{t('settings.forgetCookie')}</legend>
        <p className="sub">{t('settings.forgetCookieNote')}</p>
        <div className="fld">
          <button type="submit" className="btn" name="act" value="forget">
            {t('settings.forgetCookie')}
          </button>
        </div>
      </fieldset>
    </form>
  </noscript>
)
