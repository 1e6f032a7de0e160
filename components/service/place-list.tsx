import type { PlaceCount } from '#core/view.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'

/**
 * Names of countries as this machine's Intl spells them. The server's go to the browser with the page,
 * because another version of the same data may spell a name differently and hydration would stumble.
 */
export const countryNames = (tag: string, codes: string[]): Record<string, string> => {
  const names = new Intl.DisplayNames(tag, { type: 'region', fallback: 'code' })
  return Object.fromEntries(codes.map((code) => [code, names.of(code) ?? code]))
}

/** Where: countries with at least five people, longest bar first. */
export function PlaceList({
  desk,
  places,
  names,
  map,
}: {
  desk: Desk
  places: PlaceCount[]
  names: Record<string, string>
  /** Address of the service's map. */
  map: string
}) {
  const { t } = desk
  const most = Math.max(1, ...places.map((place) => place.reporters))
  const nameOf = (code: string) => names[code] ?? countryNames(t.tag, [code])[code]
  return (
    <section aria-labelledby="where">
      <h2 className="h2" id="where">
        {t('service.where')}
      </h2>
      <p className="sub">{t(places.length > 0 ? 'service.whereSub' : 'service.whereNone')}</p>
      {places.length > 0 && (
        <>
          <ol className="bars">
            {places.slice(0, 6).map((place) => (
              <li key={place.country}>
                <span>{nameOf(place.country)}</span>
                <span className="v">{getNumberFormat(t.tag).format(place.reporters)}</span>
                <span className="b" aria-hidden="true">
                  <i style={{ inlineSize: `${((place.reporters / most) * 100).toFixed(1)}%` }} />
                </span>
              </li>
            ))}
          </ol>
          <p className="fine">{t('service.whereNote')}</p>
        </>
      )}
      <a className="more" href={map}>
        {t('map.link')}
      </a>
    </section>
  )
}
