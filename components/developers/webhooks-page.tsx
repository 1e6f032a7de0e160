import './developers.css'
import type { ReactNode } from 'react'
import { type WebhookType, webhookBody, webhookTypes } from '#core/webhook.ts'
import type { Desk } from '../desk.ts'
import { Sample } from './sample.tsx'

const began = Date.parse('2026-03-17T08:50:00Z')

/** An event as it is sent; made up. */
const sampleBody = (): string =>
  JSON.stringify(
    JSON.parse(
      webhookBody('incident.opened', began + 120_000, {
        service: { slug: 'chatgpt', name: { en: 'ChatGPT', ar: 'ChatGPT' } },
        incident: {
          id: '2026-03-17-chatgpt-k7q2',
          status: 'possible',
          worst: 'possible',
          startedAt: new Date(began).toISOString(),
          endedAt: null,
          peak15m: 41,
          url: 'https://your-desk.example/en/incidents/2026-03-17-chatgpt-k7q2',
        },
        change: { from: 'none', to: 'possible', at: new Date(began + 120_000).toISOString() },
      }),
    ),
    null,
    2,
  )

const headers = `webhook-id: 019cfa4b-6f40-7cc2-9d0e-51a3f2c0b7aa
webhook-timestamp: 1773737520
webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=`

const check = `import { Webhook } from 'standardwebhooks'

const event = new Webhook(process.env.DESK_SECRET).verify(body, headers)`

/** Where each event has its words. */
const wordOf = (type: WebhookType): string =>
  `developers.hook.${type.replace(/\.(\w)/, (_, letter: string) => letter.toUpperCase())}`

/** What a program is told, how it knows that it is from here, and what happens when it is away. */
export function WebhooksPage({ desk: { t } }: { desk: Desk }) {
  const section = (key: string, inside: ReactNode) => (
    <section aria-labelledby={key}>
      <h2 className="h2" id={key}>
        {t(`developers.hook.${key}H`)}
      </h2>
      {inside}
    </section>
  )
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t('developers.hook.title')}</h1>
        <p className="lede">{t('developers.hook.lead')}</p>
      </div>
      {section('get', <p className="prose">{t('developers.hook.get')}</p>)}
      {section(
        'events',
        <>
          <dl className="rules">
            {webhookTypes.map((type) => (
              <div key={type}>
                <dt>
                  <code dir="ltr">{type}</code>
                </dt>
                <dd>{t(wordOf(type))}</dd>
              </div>
            ))}
          </dl>
          <Sample title={t('developers.sample')} code={sampleBody()} />
          <p className="prose">{t('developers.hook.fields')}</p>
        </>,
      )}
      {section(
        'sign',
        <>
          <p className="prose">{t('developers.hook.sign')}</p>
          <Sample title={t('developers.hook.signH')} code={headers} />
          <Sample title={t('developers.hook.signH')} code={check} />
        </>,
      )}
      {section(
        'tries',
        <ul className="rules">
          {['answer', 'order', 'stop', 'replay'].map((key) => (
            <li key={key}>{t(`developers.hook.${key}`)}</li>
          ))}
        </ul>,
      )}
    </div>
  )
}
