import { statuses } from '#core/status.ts'
import type { Desk } from '../desk.ts'
import '../settings/device-pages.css'
import { StatusIcon } from '../status-icon.tsx'

/** Filled in by the device's own script (device/shelter.ts): React is not to draw over it. */
const filledIn = { suppressHydrationWarning: true, dangerouslySetInnerHTML: { __html: '' } }

/** What is left without a connection: what waits, and what was known last, with its time. */
export function OfflinePage({ desk: { t, locale } }: { desk: Desk }) {
  return (
    <div className="wrap narrow" data-shelter>
      <div className="head">
        <h1 suppressHydrationWarning>{t('offline.h1')}</h1>
      </div>
      <section data-waiting hidden aria-labelledby="waiting" suppressHydrationWarning>
        <h2 className="h2" id="waiting">
          {t('offline.waiting')}
        </h2>
        <p className="sub">{t('offline.waitingNote')}</p>
        <ul className="waiting" {...filledIn} />
      </section>
      <section data-known hidden aria-labelledby="known" suppressHydrationWarning>
        <h2 className="h2" id="known">
          {t('offline.known')}
        </h2>
        <p className="sub">{t('offline.knownNote')}</p>
        <ul className="rel" {...filledIn} />
      </section>
      <section>
        <noscript>
          <p className="prose">{t('offline.noScript')}</p>
        </noscript>
        <p className="prose">{t('offline.hint')}</p>
        <p className="fld">
          {/* With script: the page that was asked for, in whose place this one stands. */}
          <a className="btn" href={`/${locale}`} data-again>
            {t('offline.again')}
          </a>
        </p>
      </section>
      <div hidden>
        {statuses.map((status) => (
          <span key={status} data-icon={status}>
            <StatusIcon status={status} />
          </span>
        ))}
      </div>
    </div>
  )
}
