import type { ReactNode } from 'react'
import type { IncidentDetail } from '#core/record/incident-detail.ts'
import { CopyButton } from '../copy-button.tsx'
import type { Desk } from '../desk.ts'
import { plainLine } from '../line.tsx'
import { plain, say } from '../say.tsx'
import { incidentName } from './incident-text.ts'

/** The permanent address, a sentence to quote by, the same data for machines, and the fingerprint of the facts. */
export function Cite({
  desk,
  incident,
  url,
  sha256,
  now,
}: {
  desk: Desk
  incident: IncidentDetail
  url: string
  sha256: string
  now: string
}): ReactNode {
  const { t, locale } = desk
  const api = `/api/v1/incidents/${incident.id}`
  const words = { copy: t('service.copy'), copied: t('service.copied'), copyFailed: t('service.copyFailed') }
  const title = plainLine(desk, incidentName(desk, incident, 'title'), now)
  return (
    <section aria-labelledby="cite">
      <h2 className="h2" id="cite">
        {t('incident.cite')}
      </h2>
      <div className="acts">
        <div>
          <h3>
            <label htmlFor="permanent">{t('incident.permanent')}</label>
          </h3>
          <p>{t('incident.permanentNote')}</p>
          <div className="fld">
            <input id="permanent" type="url" dir="ltr" readOnly value={url} />
            <CopyButton words={words} />
          </div>
        </div>
        <div>
          <h3>{t('incident.quote')}</h3>
          <p>
            {plain(t, 'incident.citeText', { brand: t('brand'), title })} <bdi className="addr">{url}</bdi>
          </p>
        </div>
        <div>
          <h3>{t('incident.data')}</h3>
          <p className="links">
            <a href={api}>{t('incident.json')}</a>
            <a href={`${api}/minutes.csv`}>{t('incident.csv')}</a>
            <a href={`${api}/replay`}>{t('incident.log')}</a>
          </p>
        </div>
        <div>
          <h3>{t('incident.card')}</h3>
          <p>{t('incident.cardNote')}</p>
          <p className="links">
            {(['svg', 'png', 'json'] as const).map((kind) => (
              <a key={kind} href={`/incidents/${incident.id}/card.${kind}?lang=${locale}`}>
                {kind.toUpperCase()}
              </a>
            ))}
          </p>
        </div>
        <div>
          <h3>{t('incident.licence')}</h3>
          <p>
            {say(t, 'incident.licenceLine', {
              terms: (chunks) => (
                <a key="terms" href={`/${locale}/terms`}>
                  {chunks}
                </a>
              ),
            })}
          </p>
        </div>
        <div>
          <h3>{t('incident.print')}</h3>
          <p>{t(incident.isFinal ? 'incident.printFinal' : 'incident.printOpen')}</p>
          <code className="addr" dir="ltr">
            {sha256}
          </code>
        </div>
      </div>
    </section>
  )
}

/** Dated words added after publication. What was said stays as it was. */
export function Corrections({ desk, incident }: { desk: Desk; incident: IncidentDetail }): ReactNode {
  const { t, locale, clock } = desk
  return (
    <section aria-labelledby="corrections">
      <h2 className="h2" id="corrections">
        {t('incident.fix')}
      </h2>
      {incident.corrections.length === 0 ? (
        <p className="sub">{t('incident.fixNone')}</p>
      ) : (
        <ol className="anchors">
          {incident.corrections.map(({ at, text }) => (
            <li key={`${at} ${text.en}`}>
              <b>
                <time dateTime={at}>{clock.date(at)}</time>
              </b>{' '}
              {text[locale]}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
