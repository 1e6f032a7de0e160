import world from './world.json' with { type: 'json' }

/** The world as it is drawn: outlines as path strings in whole units. Made by components/map/write-world.ts. */
export interface World {
  width: number
  height: number
  /** All land, one outline; Antarctica is left out. */
  land: string
  /** Lines between countries, and those that are disputed. */
  borders: string
  disputed: string
  /** By ISO 3166-1 alpha-2. */
  shapes: Record<string, string>
  /** Where countries lie that are too small to be drawn. */
  dots: Record<string, [x: number, y: number]>
  /** Countries with a common border. */
  neighbours: Record<string, string[]>
}

export const worldMap = world as unknown as World

/** Whether these two letters are a country we know the place of. */
export const isCountry = (code: string): boolean =>
  Object.hasOwn(worldMap.shapes, code) || Object.hasOwn(worldMap.dots, code)
