import type { ServiceCard } from '#core/view.ts'
import type { Desk } from '../desk.ts'
import { say } from '../say.tsx'

/** The operator's own word, at its source; nothing where none is known. */
export function OfficialPage({
  desk: { t, locale },
  operator,
}: {
  desk: Desk
  operator: ServiceCard['operator']
}) {
  return (
    operator.statusPage && (
      <a className="more" href={operator.statusPage} rel="noopener nofollow">
        <span>{say(t, 'service.statusPage', { maker: operator.name[locale] })}</span>
      </a>
    )
  )
}
