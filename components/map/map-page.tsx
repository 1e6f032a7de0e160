import type { PlacesView } from '#core/place/view-places.ts'
import type { Desk } from '../desk.ts'
import { LateStrip } from '../live/late-strip.tsx'
import { ZoneName } from '../live/live-strip.tsx'
import { say, timeTag } from '../say.tsx'
import { countryNames } from '../service/place-list.tsx'
import { MapForm } from './map-form.tsx'
import { PlaceTable } from './place-table.tsx'
import { timesWords, usualByChance } from './times-words.ts'
import { WorldMap } from './world-map.tsx'
import './map.css'

/** The one sentence: where it is highest, or why nothing can be said. */
function sentence(desk: Desk, view: PlacesView, names: Record<string, string>) {
  const { t } = desk
  const { places, service, category, trouble, span } = view
  const [first] = places
  if (!first) return t('map.fewNow')
  const x = timesWords(desk, first)
  if (x) return say(t, 'map.highest', { place: names[first.country]!, x })
  if (places.every(({ step }) => step === null)) return t('map.learning')
  const isChance = places.some((place) => usualByChance(place) !== null)
  // The sum of many services hides the one that fails.
  const isSum = !service && !category && span.hour === null && trouble.length > 0
  return t(`map.${isChance ? 'chance' : 'calm'}${isSum ? 'Together' : ''}`)
}

/** The world's or one service's map: sentence, choice, list, picture. */
export function MapPage({
  desk,
  view,
  now,
  isShown,
}: {
  desk: Desk
  view: PlacesView
  now: number
  /** The map was asked for (?map=1). */
  isShown: boolean
}) {
  const { t, locale } = desk
  const { service, category, places, span } = view
  const names = countryNames(
    t.tag,
    places.map(({ country }) => country),
  )
  const reports = places.reduce((sum, place) => sum + place.reports, 0)
  const asked = new URLSearchParams({
    ...(category && { category: category.slug }),
    ...(span.hour !== null && { hour: String(span.hour).padStart(2, '0') }),
    map: '1',
  })
  const nowIso = new Date(now).toISOString()
  return (
    <>
      <LateStrip desk={desk} view={view} />
      <div className="wrap">
        <div className="head">
          <h1>
            {service
              ? say(t, 'map.serviceH1', { s: service.name[locale] })
              : category
                ? t('map.categoryH1', { c: category.name[locale] })
                : t('map.h1')}
          </h1>
          <p className="lede">{sentence(desk, view, names)}</p>
          {places.length > 0 && (
            <p className="sub">
              {say(t, 'map.of', {
                n: reports,
                a: '',
                b: '',
                at1: timeTag(desk, span.from, 'moment', nowIso),
                at2: timeTag(desk, span.to, 'moment', nowIso),
              })}{' '}
              <ZoneName desk={desk} at={nowIso} />
            </p>
          )}
          <MapForm desk={desk} view={view} now={now} />
        </div>
        <div className="map-cols">
          <div>
            {places.length > 0 ? (
              <PlaceTable desk={desk} places={places} names={names} />
            ) : (
              <p className="sub">{t('map.few')}</p>
            )}
            {!isShown && (
              <a className="more map-show" href={`?${asked}#map`}>
                {t('map.show')}
              </a>
            )}
          </div>
          <WorldMap desk={desk} places={places} names={names} isShown={isShown} />
        </div>
        <section className="map-notes">
          <p className="fine">
            {t('map.note')} {t('map.placed')} {t('map.few')}
          </p>
          <p className="fine">{t('map.source')}</p>
          {service && (
            <p>
              <a className="more" href={`/${locale}/status/${service.slug}`}>
                <bdi>{service.name[locale]}</bdi>
              </a>
            </p>
          )}
        </section>
      </div>
    </>
  )
}
