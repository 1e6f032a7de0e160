import type { ReactNode } from 'react'
import { type PlaceStep, placeSteps } from '#core/place/places.ts'
import type { PlaceView } from '#core/place/view-places.ts'
import { worldMap } from '#core/place/world.ts'
import type { Desk } from '../desk.ts'
import { MapZoom } from './map-zoom.tsx'
import { timesWords } from './times-words.ts'

/** Each step has a hatch of its own, so that it can be told without its lightness. */
const hatches: Record<PlaceStep, ReactNode> = {
  0: null,
  1: <path d="M0 0V6" />,
  2: <path d="M0 0V6M3 0V6" />,
  3: <path d="M0 0V6M0 3H6" />,
}

const Hatches = () => (
  <defs>
    {placeSteps.map((step) => (
      <pattern
        key={step}
        id={`step-${step}`}
        className={`map-step is-${step}`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="6" height="6" />
        {hatches[step]}
      </pattern>
    ))}
  </defs>
)

/** One country: its outline, or a dot where it is too small to have one. */
function Shape({ country, step }: { country: string; step: PlaceStep }) {
  const given = { id: `place-${country}`, fill: `url(#step-${step})` }
  const outline = worldMap.shapes[country]
  if (outline) return <path {...given} d={outline} />
  const dot = worldMap.dots[country]
  return dot ? <circle {...given} cx={dot[0]} cy={dot[1]} r="4" /> : null
}

/**
 * The world with how far above usual each place is; never mirrored. What it says stands in the list beside it:
 * to a screen reader it is one picture, and nothing in it takes the focus.
 */
export function WorldMap({
  desk,
  places,
  names,
  isShown,
}: {
  desk: Desk
  places: PlaceView[]
  names: Record<string, string>
  /** On a phone the map is asked for; without that it is left out of sight. */
  isShown: boolean
}) {
  const { t } = desk
  const known = places.flatMap(({ country, step }) => (step === null ? [] : [{ country, step }]))
  const highest = places
    .filter(({ times }) => times !== null)
    .slice(0, 3)
    .map((place) => t('map.pictureItem', { place: names[place.country]!, x: timesWords(desk, place)! }))
  const label =
    highest.length > 0
      ? t('map.picture', { list: new Intl.ListFormat(t.tag).format(highest) })
      : t('map.pictureCalm')
  return (
    <figure className={`map${isShown ? ' is-shown' : ''}`} id="map">
      <div className="map-frame">
        <svg viewBox={`0 0 ${worldMap.width} ${worldMap.height}`} role="img" aria-label={label}>
          <Hatches />
          <path className="map-land" d={worldMap.land} />
          {known.map((place) => (
            <Shape key={place.country} {...place} />
          ))}
          <path className="map-border" d={worldMap.borders} />
          <path className="map-border is-disputed" d={worldMap.disputed} />
          <use className="map-picked" />
        </svg>
      </div>
      <MapZoom
        words={{
          group: t('map.zoom'),
          in: t('map.zoomIn'),
          out: t('map.zoomOut'),
          reset: t('map.zoomReset'),
        }}
      />
      <figcaption>
        <p className="map-legend-name">{t('map.legend')}</p>
        <ul className="map-legend">
          {placeSteps.map((step) => (
            <li key={step}>
              <Swatch fill={`url(#step-${step})`} />
              {t(`map.step${step}`)}
            </li>
          ))}
          <li>
            <Swatch className="map-land" />
            {t('map.stepNone')}
          </li>
        </ul>
      </figcaption>
    </figure>
  )
}

const Swatch = (given: { fill?: string; className?: string }) => (
  <svg className="map-swatch" viewBox="0 0 30 18" aria-hidden="true">
    <rect width="30" height="18" {...given} />
  </svg>
)
