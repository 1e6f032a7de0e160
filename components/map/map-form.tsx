import type { PlacesView } from '#core/place/view-places.ts'
import type { Desk } from '../desk.ts'

const hourMs = 3_600_000

/** Full hours of the last day, latest first: the hour of the day in UTC, and when it began. */
const lastHours = (now: number): { value: string; at: number }[] =>
  Array.from({ length: 24 }, (_, index) => {
    const at = (Math.floor(now / hourMs) - index - 1) * hourMs
    return { value: new Date(at).toISOString().slice(11, 13), at }
  })

/** What and when: a plain form, answered with the page of what was chosen. */
export function MapForm({ desk, view, now }: { desk: Desk; view: PlacesView; now: number }) {
  const { t, locale, clock } = desk
  const named = new Map(view.trouble.map((service) => [service.slug, service]))
  if (view.service) named.set(view.service.slug, view.service)
  const chosen = view.service
    ? `service:${view.service.slug}`
    : view.category
      ? `category:${view.category.slug}`
      : ''
  const { hour } = view.span
  return (
    <form className="map-form" method="get" action={`/${locale}/map`}>
      <label>
        <span>{t('map.what')}</span>
        <select name="of" defaultValue={chosen}>
          <option value="">{t('map.all')}</option>
          {named.size > 0 && (
            <optgroup label={t('map.trouble')}>
              {[...named.values()].map(({ slug, name }) => (
                <option key={slug} value={`service:${slug}`}>
                  {name[locale]}
                </option>
              ))}
            </optgroup>
          )}
          <optgroup label={t('map.categories')}>
            {view.categories.map(({ slug, name }) => (
              <option key={slug} value={`category:${slug}`}>
                {name[locale]}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      <label>
        <span>{t('map.when')}</span>
        <select name="hour" defaultValue={hour === null ? '' : String(hour).padStart(2, '0')}>
          <option value="">{t('map.now')}</option>
          {lastHours(now).map(({ value, at }) => (
            <option key={value} value={value} data-at={new Date(at).toISOString()} suppressHydrationWarning>
              {t('map.hour', { t: clock.moment(at, now) })}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="btn">
        {t('map.go')}
      </button>
    </form>
  )
}
