import './developers.css'
import type { ReactNode } from 'react'
import type { StateView } from '#core/view.ts'
import type { Desk } from '../desk.ts'
import { RunButton } from './run-button.tsx'
import { Sample } from './sample.tsx'

const parts = ['try', 'ideas', 'more', 'limits', 'stream', 'notify', 'embed', 'tools', 'licence'] as const

/** How a program gets its first answer within a minute, and what it may rely on after that. */
export function DevelopersPage({
  desk,
  origin,
  state,
  name,
}: {
  desk: Desk
  origin: string
  /** A service's state as the API answers it; null while there is none. */
  state: StateView | null
  name: string
}) {
  const { t, locale } = desk
  const slug = state?.service ?? 'chatgpt'
  const address = `/api/v1/services/${slug}/state`
  const words = {
    run: t('developers.run'),
    running: t('developers.running'),
    answered: t('developers.answered', { code: '{code}' }),
    failed: t('developers.failed'),
    sample: t('developers.sample'),
  }
  const content: Record<(typeof parts)[number], ReactNode> = {
    try: (
      <>
        <p className="prose">{t('developers.try')}</p>
        <Sample title={t('developers.sample')} code={`curl ${origin}${address}`} />
        {state && <Sample title={t('developers.tryH')} code={JSON.stringify(state, null, 2)} />}
        <RunButton address={address} words={words} />
      </>
    ),
    ideas: <Points desk={desk} space="ideas" keys={['status', 'counts', 'incidents', 'lead']} />,
    more: (
      <ul className="rules">
        <li>
          <a href={`/${locale}/developers/api`}>{t('developers.reference')}</a>
        </li>
        <li>
          <a href={`/${locale}/developers/changelog`}>{t('developers.changes')}</a>
        </li>
        <li>
          <a href="/api/v1/openapi.json">{t('developers.openapi')}</a>
        </li>
      </ul>
    ),
    limits: (
      <>
        <Points desk={desk} space="limits" keys={['rate', 'cache', 'poll', 'age']} />
        <Sample
          title={t('developers.limitsH')}
          code={`curl -i ${origin}${address} -H 'If-None-Match: "…"'`}
        />
      </>
    ),
    stream: (
      <>
        <p className="prose">{t('developers.stream')}</p>
        <Sample
          title={t('developers.streamH')}
          code={`curl -N ${origin}/api/v1/services/${slug}/stream\n\nconst news = new EventSource('${origin}/api/v1/services/${slug}/stream')\nnews.addEventListener('state', ({ data }) => console.log(JSON.parse(data).status))`}
        />
      </>
    ),
    notify: (
      <>
        <p className="prose">{t('developers.notify', { s: slug })}</p>
        <a className="more" href={`/${locale}/developers/webhooks`}>
          {t('developers.notifyMore')}
        </a>
      </>
    ),
    embed: (
      <>
        <p className="prose">{t('developers.embed')}</p>
        <p className="prose">{t('developers.oembed')}</p>
        <a className="more" href={`/${locale}/embed`}>
          {t('developers.embedMore')}
        </a>
      </>
    ),
    tools: (
      <>
        <p className="prose">{t('developers.tools')}</p>
        <Sample
          title={t('developers.toolsH')}
          code={`curl ${origin}/status/${slug}/api/v2/summary.json\ncurl ${origin}/api/v2/summary.json`}
        />
      </>
    ),
    licence: (
      <>
        <p className="prose">{t('developers.licence')}</p>
        <p className="prose">
          <bdi>
            {t('developers.cite', {
              brand: t('brand'),
              s: name,
              at: state?.at ?? '2026-03-17T11:52:00Z',
              url: `${origin}/${locale}/status/${slug}`,
            })}
          </bdi>
        </p>
        <a className="more" href={`/${locale}/terms`}>
          {t('developers.terms')}
        </a>
      </>
    ),
  }
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t('developers.h1')}</h1>
        <p className="lede">{t('developers.lead')}</p>
      </div>
      <div className="cols dev">
        <nav aria-label={t('developers.contents')}>
          <ul className="contents">
            {parts.map((part) => (
              <li key={part}>
                <a href={`#${part}`}>{t(`developers.${part}H`)}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          {parts.map((part) => (
            <section key={part} aria-labelledby={part}>
              <h2 className="h2" id={part}>
                {t(`developers.${part}H`)}
              </h2>
              {content[part]}
            </section>
          ))}
        </div>
      </div>
    </div>
  )
}

function Points({ desk, space, keys }: { desk: Desk; space: string; keys: string[] }) {
  return (
    <ul className="rules">
      {keys.map((key) => (
        <li key={key}>{desk.t(`developers.${space}.${key}`)}</li>
      ))}
    </ul>
  )
}
