import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { generate } from './generate.ts'
import { BadInput } from './numbers.ts'
import { pinned, pinnedSha, withFolder, withPinned } from './pinned.fixture.ts'
import { sizeClasses } from './truth.ts'

const set = withPinned()
const other = withFolder()

const bytesOf = (dir: string): Buffer =>
  Buffer.concat(
    readdirSync(join(dir, 'input'))
      .sort()
      .map((name) => readFileSync(join(dir, 'input', name))),
  )

test('the same seed gives the same bytes, today and ever', () => {
  expect(set.truth.sha256).toBe(pinnedSha)
  expect(createHash('sha256').update(bytesOf(set.path)).digest('hex')).toBe(pinnedSha)
  expect(JSON.parse(readFileSync(join(set.path, 'truth.json'), 'utf8'))).toEqual(set.truth)
})

test('another seed gives other bytes, and takes the place of an older set', () => {
  generate({ ...pinned, services: 3, out: other.path })
  const { sha256 } = generate({ ...pinned, seed: 'other', services: 2, out: other.path })
  expect(sha256).not.toBe(pinnedSha)
  expect(readdirSync(join(other.path, 'input'))).toEqual(['s000.csv', 's001.csv'])
})

describe('what is told as true', () => {
  test('series have a line for every minute, and no more reporters than reports', () => {
    for (const { service, birth } of set.truth.services) {
      const [header, ...lines] = readFileSync(join(set.input, `${service}.csv`), 'utf8')
        .trimEnd()
        .split('\n')
      expect(header).toBe('timestamp,count,reporters')
      expect(lines).toHaveLength(set.truth.minutes - birth)
      const cells = lines.map((line) => line.split(','))
      expect(
        cells.every(([, count, reporters]) => Number(reporters) >= 0 && Number(reporters) <= Number(count)),
      ).toBe(true)
      const times = cells.map(([time]) => Date.parse(time!))
      expect(times.every((time, i) => i === 0 || time - times[i - 1]! === 60_000)).toBe(true)
    }
  })

  test('evaluated outages lie within the evaluated time, apart, and are of the class of their nats', () => {
    for (const { outages, evalStart, evalEnd } of set.truth.services) {
      const evaluated = outages.filter((one) => one.evaluated)
      expect(evaluated.length).toBeGreaterThan(0)
      for (const [i, one] of evaluated.entries()) {
        expect(one.start).toBeGreaterThanOrEqual(evalStart)
        expect(one.end).toBeLessThan(evalEnd)
        expect(one.start).toBeGreaterThan(evaluated[i - 1]?.end ?? 0)
        const { from } = sizeClasses.find(({ name }) => name === one.cls)!
        if (one.cls !== 'barely') expect(one.nats).toBeGreaterThanOrEqual(from)
      }
    }
  })

  test('reports rise in a huge outage by about what it says', () => {
    for (const { service, outages, rate } of set.truth.services) {
      const lines = readFileSync(join(set.input, `${service}.csv`), 'utf8')
        .trimEnd()
        .split('\n')
        .slice(1)
      for (const one of outages.filter(({ cls, evaluated }) => cls === 'huge' && evaluated)) {
        const during = lines.slice(one.start, one.end + 1).map((line) => Number(line.split(',')[2]))
        const most = Math.max(...during)
        expect(most).toBeGreaterThan(0.6 * one.peak)
        expect(most).toBeLessThan(2.5 * one.peak + 5 * rate + 10)
      }
    }
  })
})

test.each([
  [{ services: 0 }, 'services'],
  [{ services: 1.5 }, 'services'],
  [{ histDays: 2 }, 'history'],
  [{ evalDays: 0 }, 'evaluated'],
  [{ t0: 'soon' }, 'first minute'],
  [{ t0: '2026-02-23T00:00:30Z' }, 'first minute'],
])('%o makes no sense', (options, word) => {
  const wrong = () => generate({ seed: 'x', out: join(other.path, 'none'), ...options })
  expect(wrong).toThrow(BadInput)
  expect(wrong).toThrow(word)
})
