import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isCountry, worldMap } from '#core/place/world.ts'
import { codeOfNumber } from './country-codes.ts'
import { drawWorld } from './draw-world.ts'

const atlas = (name: string) =>
  JSON.parse(readFileSync(fileURLToPath(import.meta.resolve(`world-atlas/${name}.json`)), 'utf8'))

/** The corners of a path's box. */
function boxOf(path: string): [left: number, top: number, right: number, bottom: number] {
  let [x, y] = [0, 0]
  const [xs, ys]: [number[], number[]] = [[], []]
  for (const [, command, text = ''] of path.matchAll(/([Ml])([^Mlz]*)/g)) {
    const numbers = [...text.matchAll(/-?\d+/g)].map(Number)
    for (let i = 0; i < numbers.length; i += 2) {
      ;[x, y] = command === 'M' ? [numbers[i]!, numbers[i + 1]!] : [x + numbers[i]!, y + numbers[i + 1]!]
      xs.push(x)
      ys.push(y)
    }
  }
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

describe('the drawn world', () => {
  it('is what the script makes of the atlas', () => {
    expect(worldMap).toEqual(drawWorld(atlas('countries-110m'), atlas('countries-50m')))
  }, 20_000)

  it('is whole numbers inside its own box', () => {
    for (const [code, path] of [...Object.entries(worldMap.shapes), ['land', worldMap.land] as const]) {
      expect(path, code).toMatch(/^[Mlz\d -]+$/)
      const [left, top, right, bottom] = boxOf(path)
      expect(Math.min(left, top), code).toBeGreaterThanOrEqual(0)
      expect(right, code).toBeLessThanOrEqual(worldMap.width)
      expect(bottom, code).toBeLessThanOrEqual(worldMap.height)
    }
  })

  it('has no line that runs across it', () => {
    // One that jumped from one edge to the other would; Russia and Fiji lie on both sides of the 180th meridian.
    for (const [name, path] of Object.entries({
      ...worldMap.shapes,
      land: worldMap.land,
      borders: worldMap.borders,
    }))
      for (const [, text = ''] of path.matchAll(/l([^Mlz]*)/g))
        for (const step of text.match(/-?\d+/g) ?? []) expect(Math.abs(Number(step)), name).toBeLessThan(120)
    for (const code of Object.keys(worldMap.shapes)) {
      const [left, , right] = boxOf(worldMap.shapes[code]!)
      expect(right - left, code).toBeLessThan(worldMap.width / 2)
    }
    // All of Russia lies east of the middle.
    expect(boxOf(worldMap.shapes.RU!)[0]).toBeGreaterThan(worldMap.width / 2)
  })

  it('knows where countries lie', () => {
    const [left, top, right, bottom] = boxOf(worldMap.shapes.SA!)
    const [x, y] = worldMap.dots.BH!
    expect([x > left, y > top, y < bottom, Math.abs(x - right) < 20]).toEqual([true, true, true, true])
    expect(boxOf(worldMap.shapes.AU!)[1]).toBeGreaterThan(bottom)
    expect(worldMap.neighbours.SA).toEqual(expect.arrayContaining(['YE', 'OM', 'AE', 'IQ', 'JO']))
    for (const code of ['SA', 'BH', 'SG', 'MT', 'XK', 'EH', 'PS', 'TW'])
      expect(isCountry(code), code).toBe(true)
    for (const code of ['AQ', 'ZZ', 'sa', 'toString']) expect(isCountry(code), code).toBe(false)
  })

  it('calls countries by codes that have a name', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
    for (const code of codeOfNumber.values()) expect(names.of(code), code).toBeDefined()
    expect(new Set(codeOfNumber.values()).size).toBe(codeOfNumber.size)
  })

  it('dashes lines that are disputed and draws none of them twice', () => {
    expect(worldMap.disputed.split('M').length).toBeGreaterThan(4)
    for (const line of worldMap.disputed.split(/(?=M)/)) expect(worldMap.borders).not.toContain(line)
  })
})
