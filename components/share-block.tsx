'use client'
import { useRef, useState } from 'react'
import type { ServiceCard } from '#core/view.ts'
import type { Desk } from './desk.ts'
import { say } from './say.tsx'

/** Copies the address of the page; without script the field itself can be copied from. */
export function ShareBlock({ desk, service, url }: { desk: Desk; service: ServiceCard; url: string }) {
  const { t, locale } = desk
  const [outcome, setOutcome] = useState<'' | 'copied' | 'copyFailed'>('')
  const field = useRef<HTMLInputElement>(null)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url)
      setOutcome('copied')
    } catch {
      field.current?.select()
      setOutcome('copyFailed')
    }
  }
  return (
    <section aria-labelledby="share">
      <h2 className="h2" id="share">
        {t('service.share')}
      </h2>
      <div className="acts">
        <div>
          <h3>
            <label htmlFor="share-url">{t('service.shareLink')}</label>
          </h3>
          <p>{t('service.shareLinkNote')}</p>
          <div className="fld">
            <input id="share-url" ref={field} type="url" dir="ltr" readOnly value={url} />
            <button type="button" className="btn needs-js" onClick={() => void copy()}>
              {t(outcome === 'copied' ? 'service.copied' : 'service.copy')}
            </button>
          </div>
          {outcome === 'copyFailed' && <p className="note2">{t('service.copyFailed')}</p>}
        </div>
        <div>
          <h3>{t('service.embed')}</h3>
          <p>{t('service.embedNote')}</p>
          <div className="fld">
            <a className="btn" href={`/${locale}/embed?s=${service.slug}`}>
              {t('service.embedGo')}
            </a>
          </div>
        </div>
        {service.operator.statusPage && (
          <div>
            <a className="more" href={service.operator.statusPage} rel="noopener nofollow">
              <span>{say(t, 'service.statusPage', { maker: service.operator.name[locale] })}</span>
            </a>
          </div>
        )}
      </div>
    </section>
  )
}
