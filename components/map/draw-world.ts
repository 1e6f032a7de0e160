import { geoCentroid, geoNaturalEarth1Raw } from 'd3-geo'
import type { Feature, MultiPolygon as GeoMultiPolygon, Polygon as GeoPolygon } from 'geojson'
import { feature, mergeArcs, mesh, neighbors } from 'topojson-client'
import type { GeometryCollection, GeometryObject, Polygon, Topology } from 'topojson-specification'
import type { World } from '#core/place/world.ts'
import { codeOfNumber } from './country-codes.ts'

/** Draws the world once, from the outlines of Natural Earth as the package world-atlas carries them. */

type Atlas = Topology<{ countries: GeometryCollection<{ name?: string }> }>
type Country = GeometryObject<{ name?: string }>
type Point = [x: number, y: number]
type Ring = Point[]

/** Units around the world; what lies beyond the edge comes on top. */
const width = 1000
/** A point that moves a line by less than this is left out, units. */
const tolerance = 0.8
/** Antarctica would take a third of the height, and nobody reports from there. */
const left = new Set(['AQ', 'TF', 'HM'])
/** The outlines name these without a number, or draw them apart from whoever claims them: their lines are disputed. */
const disputed = new Set(['Kosovo', 'N. Cyprus', 'Somaliland', 'W. Sahara', 'Palestine'])

const nameOf = (country: Country): string => (country.properties as { name?: string } | undefined)?.name ?? ''
const codeOf = (country: Country): string | undefined =>
  nameOf(country) === 'Kosovo' ? 'XK' : codeOfNumber.get(String(country.id ?? '').padStart(3, '0'))

/** The Natural Earth projection, as wide as the map from edge to edge. */
const scale = width / (2 * geoNaturalEarth1Raw(Math.PI, 0)[0])
const radians = Math.PI / 180

/** The far east of Russia and half of Fiji lie beyond the 180th meridian: they are drawn on, and not at the other edge. */
const isBeyond = ([longitude, latitude]: Point): boolean =>
  longitude < -176 || (longitude < -168.9 && latitude > 64)

const project = ([longitude, latitude]: Point, goesOn = isBeyond([longitude, latitude])): Point => {
  const [x, y] = geoNaturalEarth1Raw((longitude + (goesOn ? 360 : 0)) * radians, latitude * radians)
  return [width / 2 + scale * x, -scale * y]
}

/** Douglas and Peucker: the points that matter. Both ends stay, so arcs still meet. */
function simplify(points: Point[]): Point[] {
  const kept = new Set([0, points.length - 1])
  const walk = (first: number, last: number): void => {
    const [[x1, y1], [x2, y2]] = [points[first]!, points[last]!]
    const length = Math.hypot(x2 - x1, y2 - y1)
    let [most, at] = [tolerance, -1]
    for (let index = first + 1; index < last; index++) {
      const [x, y] = points[index]!
      const away = length
        ? Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
        : Math.hypot(x - x1, y - y1)
      if (away > most) [most, at] = [away, index]
    }
    if (at < 0) return
    kept.add(at)
    walk(first, at)
    walk(at, last)
  }
  walk(0, points.length - 1)
  return [...kept].sort((one, other) => one - other).map((index) => points[index]!)
}

/** The same atlas on paper: every arc projected, simplified and rounded once, so that neighbours still share it. */
function projected(atlas: Atlas): Atlas {
  const { scale: step, translate } = atlas.transform!
  const arcs = atlas.arcs.map((arc) => {
    let [x, y] = [0, 0]
    const points = arc.map(([dx = 0, dy = 0]): Point => {
      x += dx
      y += dy
      return project([x * step[0] + translate[0], y * step[1] + translate[1]])
    })
    return simplify(points).map(([px, py]): Point => [Math.round(px), Math.round(py)])
  })
  const { transform: _, ...rest } = atlas
  return { ...rest, arcs }
}

const areaOf = (ring: Ring): number =>
  Math.abs(
    ring.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = ring[(index + 1) % ring.length]!
      return sum + x * nextY - nextX * y
    }, 0) / 2,
  )

/** Whole numbers, relative, no more signs than are needed: "M3 4l5-1 2 6". */
function lineOf(points: Point[], closed: boolean): string {
  let [x, y] = points[0]!
  let path = `M${x} ${y}`
  let isFirst = true
  const steps = closed ? points.slice(1, -1) : points.slice(1)
  for (const [nextX, nextY] of steps) {
    const [dx, dy] = [nextX - x, nextY - y]
    if (dx === 0 && dy === 0) continue
    path += `${isFirst ? 'l' : dx < 0 ? '' : ' '}${dx}${dy < 0 ? '' : ' '}${dy}`
    ;[x, y, isFirst] = [nextX, nextY, false]
  }
  return closed ? `${path}z` : isFirst ? '' : path
}

/** Rings smaller than two units square are not seen, unless they are all there is. */
function outlineOf(polygons: Ring[][]): string {
  const rings = polygons.flat()
  const seen = rings.filter((ring) => areaOf(ring) >= 2)
  const largest = rings.toSorted((one, other) => areaOf(other) - areaOf(one)).slice(0, 1)
  return (seen.length > 0 ? seen : largest).map((ring) => lineOf(ring, true)).join('')
}

const ringsOf = (atlas: Atlas, shape: GeometryObject): Ring[][] => {
  const { geometry } = feature(atlas, shape as Polygon) as Feature<GeoPolygon | GeoMultiPolygon>
  return (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as Ring[][]
}

/** Small countries by the middle of their largest piece, which a finer atlas knows. */
function dotsOf(fine: Atlas, known: Set<string>, top: number): World['dots'] {
  const dots: World['dots'] = {}
  for (const country of fine.objects.countries.geometries) {
    const code = codeOf(country)
    if (!code || known.has(code) || left.has(code)) continue
    const [longitude, latitude] = geoCentroid(feature(fine, country as Polygon))
    const [x, y] = project([longitude, latitude], false)
    dots[code] = [Math.round(x), Math.round(y) - top]
  }
  return dots
}

const sorted = <Value>(record: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)))

/**
 * @param coarse outlines to draw (world-atlas, 1:110 million)
 * @param fine outlines that know the smallest countries (1:50 million)
 */
export function drawWorld(coarse: Atlas, fine: Atlas): World {
  const atlas = projected(coarse)
  const { countries } = atlas.objects
  countries.geometries = countries.geometries.filter((country) => !left.has(codeOf(country) ?? ''))
  const all = countries.geometries.flatMap((country) => ringsOf(atlas, country).flat(2))
  const right = Math.max(...all.map(([x]) => x)) + 4
  const top = Math.min(...all.map(([, y]) => y)) - 4
  const height = Math.max(...all.map(([, y]) => y)) - top + 4
  // From here on the points of all arcs, which all outlines share, count from the top of the map.
  for (const arc of atlas.arcs) for (const point of arc) point[1]! -= top

  const isDisputed = (country: Country) => disputed.has(nameOf(country))
  const linesOf = (wanted: boolean): string =>
    mesh(
      atlas,
      countries,
      (one, other) =>
        one !== other && wanted === (isDisputed(one as Country) || isDisputed(other as Country)),
    )
      .coordinates.map((line) => lineOf(line as Point[], false))
      .join('')

  const named = countries.geometries.map((country) => ({ code: codeOf(country), country }))
  const touching = neighbors(countries.geometries)
  const shapes: World['shapes'] = {}
  const neighbours: World['neighbours'] = {}
  named.forEach(({ code, country }, index) => {
    if (!code) return
    shapes[code] = outlineOf(ringsOf(atlas, country))
    neighbours[code] = touching[index]!.flatMap((other) => named[other]!.code ?? []).sort()
  })
  const land = mergeArcs(atlas, countries.geometries as Polygon[])
  return {
    width: right,
    height,
    land: outlineOf(ringsOf(atlas, land)),
    borders: linesOf(false),
    disputed: linesOf(true),
    shapes: sorted(shapes),
    dots: sorted(dotsOf(fine, new Set(Object.keys(shapes)), top)),
    neighbours: sorted(neighbours),
  }
}
