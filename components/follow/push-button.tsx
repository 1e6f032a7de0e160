import type { Translator } from '#i18n/translate.ts'

/**
 * "Tell me when it is over". Drawn hidden: the device's script (device/push-button.ts) shows it where this browser
 * can be told, and while an incident is open, and says below it what became of a press.
 */
export const PushButton = ({ t, slug }: { t: Translator; slug: string }) => (
  <div data-push-block hidden suppressHydrationWarning>
    <div className="fld">
      <button
        type="button"
        className="btn"
        data-push={slug}
        data-start={t('push.start')}
        data-stop={t('push.stop')}
        suppressHydrationWarning
      >
        {t('push.start')}
      </button>
    </div>
    <p className="sub">{t('push.note')}</p>
    <p className="sub" role="status" suppressHydrationWarning />
  </div>
)
