import { formTokenPlaceholder } from '#core/report/form-token.ts'
import type { Translator } from '#i18n/translate.ts'

/** "Tell me when it is over", by mail: a plain form, for browsers that cannot be told by push and without script. */
export const MailForm = ({ t, slug }: { t: Translator; slug: string }) => (
  <form className="by-mail" method="post" action={`/${t.locale}/status/${slug}/tell`}>
    <input type="hidden" name="token" value={formTokenPlaceholder} />
    <label htmlFor="mailbox">{t('mail.label')}</label>
    <div className="fld">
      <input
        id="mailbox"
        name="mailbox"
        type="email"
        dir="ltr"
        autoComplete="email"
        maxLength={254}
        required
        aria-describedby="mailbox-note"
      />
      <button type="submit" className="btn">
        {t('mail.go')}
      </button>
    </div>
    <p className="sub" id="mailbox-note">
      {t('mail.note')}
    </p>
  </form>
)
