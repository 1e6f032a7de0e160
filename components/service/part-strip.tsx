import type { PartView } from '#core/view.ts'
import { statusKeyOf } from '#i18n/verdict.ts'
import type { Desk } from '../desk.ts'
import { liveMark } from '../live/live-mark.ts'
import { StatusIcon } from '../status-icon.tsx'

/** A service and its parts, each with its status, as a way from one to the other. Nothing where there are no parts. */
export function PartStrip({ desk, family, here }: { desk: Desk; family: PartView[]; here: string }) {
  const { t, locale } = desk
  if (family.length === 0) return null
  return (
    <nav className="links parts" {...liveMark} aria-label={t('service.parts')}>
      {family.map(({ slug, name, ...state }) => (
        <a
          key={slug}
          href={`/${locale}/status/${slug}`}
          className={`st-${state.status}`}
          aria-current={slug === here ? 'page' : undefined}
        >
          <StatusIcon status={state.status} />
          <bdi>{name[locale]}</bdi>
          <span className="vh">{t(statusKeyOf(state))}</span>
        </a>
      ))}
    </nav>
  )
}
