import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { minuteMs } from './bucket.ts'
import { monday, zero } from './detect.fixture.ts'
import { createDetector, type Detector } from './detect.ts'

test('a service takes at most 24 kB of memory, however long its history', () => {
  setFlagsFromString('--expose_gc')
  const collect = runInNewContext('gc') as () => void
  const used = () => {
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const count = 2000
  const make = (number: number) =>
    Array.from({ length: number }, () => createDetector({ firstMinute: monday }))
  const learn = (all: Detector[], minutes: number) => {
    for (const detector of all) {
      for (let i = 0; i < minutes; i++) {
        const input = { ...zero(detector.nextMinute), evidence: i % 3, count: i % 3 }
        if (i % 50 === 0) detector.step(input)
        else detector.learn(input)
      }
    }
  }
  // The first ones bring code and scratch with them.
  const first = make(20)
  learn(first, 400)
  const before = used()
  const detectors = make(count)
  learn(detectors, 120)
  const young = (used() - before) / count
  learn(detectors, 400)
  const older = (used() - before) / count
  expect(detectors[0]!.nextMinute).toBe(monday + 520 * minuteMs)
  expect(young).toBeLessThanOrEqual(24_000)
  expect(older).toBeLessThanOrEqual(24_000)
  expect(older).toBeLessThanOrEqual(young + 500)
})
