import { apiLog } from '#core/api-log.ts'
import type { Desk } from '../desk.ts'

/** What changed in the API, newest first, and what is to go. */
export function ChangesPage({ desk }: { desk: Desk }) {
  const { t, clock } = desk
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t('developers.log.title')}</h1>
        <p className="lede">{t('developers.log.lead')}</p>
      </div>
      <section aria-labelledby="log">
        <h2 className="h2" id="log">
          {t('developers.changes')}
        </h2>
        <ul className="rules">
          {apiLog.map(({ on, what }) => (
            <li key={what}>
              <b>
                <time dateTime={on}>{clock.date(on)}</time>
              </b>
              : {t(`developers.log.${what}`)}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="deprecated">
        <h2 className="h2" id="deprecated">
          {t('developers.log.deprecatedH')}
        </h2>
        <p className="prose">{t('developers.log.none')}</p>
      </section>
    </div>
  )
}
