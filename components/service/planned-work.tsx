import type { MaintenanceView } from '#core/view.ts'
import type { Desk } from '../desk.ts'
import { say, timeTag } from '../say.tsx'

/** What the operator announced: its hours, in its own words. Nothing where nothing is announced, or all of it is over. */
export function PlannedWork({
  desk,
  works = [],
  now,
}: {
  desk: Desk
  works?: MaintenanceView[] | undefined
  now: string
}) {
  const { t } = desk
  const ahead = works.filter(({ until }) => until > now)
  if (ahead.length === 0) return null
  return (
    <>
      {ahead.map(({ id, from, until, body, lang, url }) => (
        <div key={id}>
          <p className="sub">
            <b>{t('service.planned')}</b>
            <br />
            {say(t, 'service.plannedHours', {
              ...{ f: '', from: timeTag(desk, from, 'moment', now) },
              ...{ u: '', until: timeTag(desk, until, 'moment', now) },
            })}
          </p>
          <blockquote lang={lang} dir="auto">
            {body}
          </blockquote>
          {url && (
            <a className="src" href={url} rel="noopener nofollow">
              {t('incident.source')}
            </a>
          )}
        </div>
      ))}
    </>
  )
}
