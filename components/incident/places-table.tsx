import type { ReactNode } from 'react'
import type { IncidentPlace } from '#core/record/incident-places.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { Time } from '../time.tsx'

const mostShown = 12

/** Countries with at least five people: since when, how many at most, which share. */
export function PlacesTable({
  desk,
  places,
  names,
  day,
}: {
  desk: Desk
  places: IncidentPlace[]
  names: Record<string, string>
  /** Times of this moment's day are given without a date. */
  day: string
}): ReactNode {
  const { t } = desk
  const number = (value: number): string => getNumberFormat(t.tag).format(value)
  if (places.length === 0) return <p className="sub">{t('service.whereNone')}</p>
  return (
    <>
      <table className="places">
        <caption className="vh">{t('incident.places')}</caption>
        <thead>
          <tr>
            {['country', 'first', 'peakShort', 'share'].map((column) => (
              <th key={column} scope="col">
                {t(`incident.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.slice(0, mostShown).map((place) => (
            <tr key={place.country}>
              <th scope="row">{names[place.country] ?? place.country}</th>
              <td>
                <Time desk={desk} at={place.firstAt} form="moment" now={day} />
              </td>
              <td>{place.peak15m === null ? t('incident.underFive') : number(place.peak15m)}</td>
              <td>{t('incident.percent', { p: Math.round(place.share * 100) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="fine">{t('service.whereNote')}</p>
    </>
  )
}
