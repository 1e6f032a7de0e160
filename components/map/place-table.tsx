import type { PlaceView } from '#core/place/view-places.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { say } from '../say.tsx'
import { PlacesFrame } from './places-frame.tsx'
import { levelWords } from './times-words.ts'

/** The places as a table: the map's text form, and where a place is chosen. */
export function PlaceTable({
  desk,
  places,
  names,
}: {
  desk: Desk
  places: PlaceView[]
  names: Record<string, string>
}) {
  const { t, locale } = desk
  return (
    <PlacesFrame t={t} caption="caption" first="colPlace">
      {places.map((place) => (
        <tr key={place.country} data-place={place.country} className={place.times ? 'is-high' : undefined}>
          <th scope="row">
            <a href={`/${locale}/map/${place.country.toLowerCase()}`}>{names[place.country]}</a>
            {place.most && (
              <small>
                {say(t, 'map.mostly', {
                  s: place.most.name[locale],
                  there: (chunks) => <bdi>{chunks}</bdi>,
                })}
              </small>
            )}
          </th>
          <td className="n">{getNumberFormat(t.tag).format(place.reports)}</td>
          <td className="n">{levelWords(desk, place)}</td>
        </tr>
      ))}
    </PlacesFrame>
  )
}
