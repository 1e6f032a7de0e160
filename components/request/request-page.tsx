import { type RequestFaults, type RequestView, requestsToReview } from '#core/report/request.ts'
import type { ServiceCard } from '#core/view.ts'
import type { Translator } from '#i18n/translate.ts'
import { Meant } from '../frame/not-found.tsx'
import { RequestForm, type RequestSaid } from './request-form.tsx'

/** Asking for a service: the form, or what became of it. */
export function RequestPage({
  t,
  said,
  name,
  website,
  faults,
  request,
  meant,
}: {
  t: Translator
  said: RequestSaid | null
  name: string
  website: string
  faults: RequestFaults
  request: RequestView | null
  /** Services we follow that may be what is asked for. */
  meant: ServiceCard[]
}) {
  const isDone = said === 'noted' || said === 'again'
  const hasFault = Object.keys(faults).length > 0
  return (
    <div className="wrap dead">
      <h1>{t('request.h')}</h1>
      {said && (
        <p className={isDone ? 'lede' : 'lede fault'} id="said" role={isDone ? 'status' : 'alert'}>
          {t(said === 'invalid' && !hasFault ? 'request.expired' : `request.${said}`)}
        </p>
      )}
      {isDone ? (
        <>
          {request && (
            <p className="lede">
              <b>
                <bdi>{request.name}</bdi>
              </b>
              {t('between')}
              {t('request.count', { n: request.people, m: request.reviewAt })}
            </p>
          )}
          <a className="more" href={`/${t.locale}/request`}>
            {t('request.another')}
          </a>
        </>
      ) : (
        <>
          {!said && <p className="lede">{t('request.intro', { m: requestsToReview })}</p>}
          <Meant t={t} services={meant} />
          <RequestForm t={t} name={name} website={website} faults={faults} request={request} />
        </>
      )}
    </div>
  )
}
