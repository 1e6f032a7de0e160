import type { CountryView, PlaceServiceView } from '#core/place/view-places.ts'
import { worldMap } from '#core/place/world.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { LateStrip } from '../live/late-strip.tsx'
import { say } from '../say.tsx'
import { countryNames } from '../service/place-list.tsx'
import { StatusIcon } from '../status-icon.tsx'
import { PlaceTable } from './place-table.tsx'
import { PlacesFrame } from './places-frame.tsx'
import { levelWords, timesWords, usualByChance } from './times-words.ts'
import './map.css'

function sentence(desk: Desk, { place }: CountryView) {
  const { t } = desk
  if (!place) return t('map.countryNone')
  const x = timesWords(desk, place)
  if (x) return say(t, 'map.countryRise', { n: place.reports, x })
  const u = usualByChance(place)
  if (u !== null) return t('map.countryChance', { n: place.reports, u })
  return t(place.step === null ? 'map.countryCount' : 'map.countryCalm', { n: place.reports })
}

/** What the rule says of this country's own reports, and whether it says so of this country only. */
function Here({ desk, row, names }: { desk: Desk; row: PlaceServiceView; names: Record<string, string> }) {
  const { t } = desk
  if (!row.scope) return null
  const places = new Intl.ListFormat(t.tag).format(row.onlyIn.map((country) => names[country] ?? country))
  return (
    <span className={`map-here st-${row.scope.status}`}>
      <StatusIcon status={row.scope.status} />
      <span>
        {t(`status.${row.scope.status}`)}
        {places && <small>{t('map.only', { places })}</small>}
      </span>
    </span>
  )
}

function ServiceTable({
  desk,
  rows,
  names,
}: {
  desk: Desk
  rows: PlaceServiceView[]
  names: Record<string, string>
}) {
  const { t, locale } = desk
  return (
    <PlacesFrame t={t} caption="servicesCaption" first="colService">
      {rows.map((row) => (
        <tr key={row.service.slug} className={row.times ? 'is-high' : undefined}>
          <th scope="row">
            <a href={`/${locale}/status/${row.service.slug}`}>
              <bdi>{row.service.name[locale]}</bdi>
            </a>
            <Here desk={desk} row={row} names={names} />
          </th>
          <td className="n">{getNumberFormat(t.tag).format(row.reports)}</td>
          <td className="n">{levelWords(desk, row)}</td>
        </tr>
      ))}
    </PlacesFrame>
  )
}

/** One country: what people there report, and the way to its neighbours. */
export function CountryPage({ desk, view }: { desk: Desk; view: CountryView }) {
  const { t, locale } = desk
  const { country, services, others } = view
  const neighbours = worldMap.neighbours[country] ?? []
  const names = countryNames(t.tag, [
    country,
    ...neighbours,
    ...others.map((place) => place.country),
    ...services.flatMap(({ onlyIn }) => onlyIn),
  ])
  const byName = (one: string, other: string) => names[one]!.localeCompare(names[other]!, locale)
  return (
    <>
      <LateStrip desk={desk} view={view} />
      <div className="wrap">
        <div className="head">
          <h1>{t('map.countryH1', { c: names[country]! })}</h1>
          <p className="lede">{sentence(desk, view)}</p>
        </div>
        {services.length > 0 && (
          <section aria-labelledby="services">
            <h2 className="h2" id="services">
              {t('map.services')}
            </h2>
            <ServiceTable desk={desk} rows={services} names={names} />
          </section>
        )}
        <div className="cols half">
          {others.length > 0 && (
            <section aria-labelledby="others">
              <h2 className="h2" id="others">
                {t('map.others')}
              </h2>
              <PlaceTable desk={desk} places={others} names={names} />
            </section>
          )}
          {neighbours.length > 0 && (
            <section aria-labelledby="neighbours">
              <h2 className="h2" id="neighbours">
                {t('map.neighbours')}
              </h2>
              <ul className="map-links">
                {neighbours.toSorted(byName).map((code) => (
                  <li key={code}>
                    <a href={`/${locale}/map/${code.toLowerCase()}`}>{names[code]}</a>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <section className="map-notes">
          <p className="fine">
            {t('map.note')} {t('map.placed')} {t('map.few')}
          </p>
          <a className="more" href={`/${locale}/map`}>
            {t('map.world')}
          </a>
        </section>
      </div>
    </>
  )
}
