import type { RequestView } from '#core/report/request.ts'
import type { ServiceCard } from '#core/view.ts'
import type { Translator } from '#i18n/translate.ts'
import { RequestForm } from '../request/request-form.tsx'
import { say } from '../say.tsx'
import { SearchField } from '../search/search-field.tsx'
import { Frame } from './frame.tsx'

/** Services that may have been meant, as links; nothing without any. */
export function Meant({ t, services }: { t: Translator; services: ServiceCard[] }) {
  if (services.length === 0) return null
  return (
    <p className="links">
      <span>{t('error.mean')}</span>
      {services.map((service) => (
        <a key={service.slug} href={`/${t.locale}/status/${service.slug}`}>
          <bdi>{service.name[t.locale]}</bdi>
        </a>
      ))}
    </p>
  )
}

/** A dead end with ways out of it: a search, the front page. */
export function NotFound({ t, sample }: { t: Translator; sample: boolean }) {
  return (
    <Frame t={t} path="" sample={sample}>
      <div className="wrap dead">
        <h1>{t('error.page')}</h1>
        <SearchField t={t} id="ask" className="srch is-big" withButton />
        <a className="more" href={`/${t.locale}`}>
          {t('error.home')}
        </a>
      </div>
    </Frame>
  )
}

/** A service that is not followed: what may have been meant by it, and the form to ask for it. */
export function UnknownServicePage({
  t,
  sample,
  request,
  services,
}: {
  t: Translator
  sample: boolean
  /** What was asked for, and by how many. */
  request: RequestView
  services: ServiceCard[]
}) {
  return (
    <Frame t={t} path="" sample={sample}>
      <div className="wrap dead">
        <h1>{say(t, 'error.service', { q: request.name })}</h1>
        <Meant t={t} services={services} />
        <RequestForm t={t} name={request.name} request={request} />
        <a className="more" href={`/${t.locale}`}>
          {t('error.home')}
        </a>
      </div>
    </Frame>
  )
}
