import type { ReactNode } from 'react'
import type { StateView } from '#core/view.ts'
import { usualBeside } from '#i18n/verdict.ts'
import type { Desk } from '../desk.ts'
import { liveMark } from '../live/live-mark.ts'

/** Three sentences with figures of the moment, drawn by the server; `children` are the numbers behind the verdict, for whoever wants them. */
export function HowWeDecide({
  desk,
  state,
  children,
}: {
  desk: Desk
  state: StateView
  children?: ReactNode
}) {
  const { t, locale } = desk
  const { usual15m: usual, alert15m: alert, major15m: major } = state
  const levels =
    usual === null || alert === null || major === null
      ? t('service.howLearning')
      : t(usual < 1 ? 'service.howNear' : 'service.howUsual', {
          u: usualBeside(usual),
          a: Math.ceil(alert),
          m: Math.ceil(major),
        })
  return (
    <section className="how" aria-labelledby="how">
      <div className="wrap">
        <h2 className="h2" id="how">
          {t('service.how')}
        </h2>
        <p {...liveMark}>
          {levels} {t('service.howPeople')}
        </p>
        {children}
        <a className="more" href={`/${locale}/methodology`}>
          {t('service.howMore')}
        </a>
      </div>
    </section>
  )
}
