import { monday } from './detect.fixture.ts'
import { createDetector, type Detector } from './detect.ts'

// A program for detector-memory.test.ts: in a process of its own, because a test runner's memory is not ours to count.

const collect = (globalThis as { gc?: () => void }).gc!

const used = (): number => {
  for (let i = 0; i < 4; i++) collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const make = (count: number): Detector[] =>
  Array.from({ length: count }, () => createDetector({ firstMinute: monday }))

function learn(detectors: Detector[], minutes: number): void {
  for (const detector of detectors) {
    for (let i = 0; i < minutes; i++) {
      const n = (i * 7919) % 5 === 0 ? 1 : 0
      const input = { minute: detector.nextMinute, evidence: n, count: n, breadth: null }
      if (i % 50 === 0) detector.step(input)
      else detector.learn(input)
    }
  }
}

// The first ones bring code and scratch with them.
learn(make(40), 3000)
const count = 600
const before = used()
const detectors = make(count)
const bytes = () => Math.round((used() - before) / count)
learn(detectors, 200)
const young = bytes()
learn(detectors, 1000)
console.log(JSON.stringify({ young, older: bytes(), minutes: 1200, next: detectors[0]!.nextMinute }))
