import type { PlaceView } from '#core/view-places.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { say } from '../say.tsx'
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
    <table className="places">
      <caption className="vh">{t('map.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('map.colPlace')}</th>
          <th scope="col" className="n">
            {t('map.colReports')}
          </th>
          <th scope="col" className="n">
            {t('map.colTimes')}
          </th>
        </tr>
      </thead>
      <tbody>
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
      </tbody>
    </table>
  )
}
