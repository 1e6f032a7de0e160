import type { ServiceRow } from '#core/view.ts'
import type { Desk } from '../desk.ts'
import { ZoneName } from '../live/live-strip.tsx'
import { say } from '../say.tsx'
import { TroubleTable } from '../service/service-row.tsx'

/**
 * The list of followed services without script, drawn with all of them: the front takes those that a reader's cookie
 * names (server/pages/chosen-page.ts).
 */
export const FollowedByCookie = ({ desk, rows, now }: { desk: Desk; rows: ServiceRow[]; now: string }) => (
  <section className="followed">
    <TroubleTable desk={desk} rows={rows} caption={desk.t('following.caption')} now={now} />
    <p className="fine">
      <ZoneName desk={desk} at={now} />
    </p>
    <h2 className="h2">{desk.t('following.change')}</h2>
    <form method="post" action={`/${desk.locale}/following`}>
      <input type="hidden" name="from" value="list" />
      <ul className="waiting">
        {rows.map(({ service }) => (
          <li key={service.slug}>
            <bdi>{service.name[desk.locale]}</bdi>
            <button type="submit" className="btn" name="stop" value={service.slug}>
              {say(desk.t, 'following.stopOne', { s: service.name[desk.locale] })}
            </button>
          </li>
        ))}
      </ul>
    </form>
  </section>
)
