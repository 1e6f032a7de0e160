import { describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import { impactOf, readReconstruction, reconstructionNames, seriesOf, spanOf } from './reconstruction.ts'

const names = reconstructionNames()

it('has the six', () => {
  expect(names).toEqual([
    'att-2024-02-22',
    'aws-2025-10-20',
    'facebook-2024-03-05',
    'meta-2024-12-11',
    'openai-2024-12-11',
    'rogers-2022-07-08',
  ])
})

describe.each(names)('%s', (name) => {
  // Reading is validating: sources, confidences and both languages must be there.
  const data = readReconstruction(name)
  const { model, anchors, official } = data
  const span = spanOf(data)
  const serviceOf = (slug: string) => model.services.find((service) => service.slug === slug)

  it('has every anchor and official word in order, on its days, and of services that it has', () => {
    for (const list of [anchors, official]) {
      const times = list.map(({ at }) => Date.parse(at))
      expect(times).toEqual([...times].sort((one, other) => one - other))
      for (const at of times) {
        expect(at).toBeGreaterThan(span.from - 120 * minuteMs)
        expect(at).toBeLessThan(span.to)
      }
    }
    for (const { service } of anchors) if (service) expect(serviceOf(service)).toBeDefined()
    for (const slug of official.flatMap(({ services }) => services ?? []))
      expect(serviceOf(slug)).toBeDefined()
  })

  it('goes through every figure that its anchors claim', () => {
    const claims = anchors.filter(({ figure }) => figure)
    expect(claims.length).toBeGreaterThan(0)
    for (const { at, service, figure } of claims) {
      const { reporters } = serviceOf(service!)!
      const bucket = (Date.parse(at) - span.from) / (model.bucketMinutes * minuteMs)
      const { reports, reading } = figure!
      if (reading === 'total') {
        const sum = reporters!.reduce((one, other) => one + other, 0)
        expect(Math.abs(sum / reports - 1)).toBeLessThan(0.01)
      } else {
        expect([at, reporters![bucket]]).toEqual([at, reports])
        if (reading === 'peak') expect(Math.max(...reporters!)).toBe(reports)
      }
    }
  })

  it('has a rise where it has buckets, both or neither, and calm before it', () => {
    for (const service of model.services) {
      const series = seriesOf(data, service)
      const impact = impactOf(service)
      expect([service.slug, impact !== null]).toEqual([service.slug, series !== null])
      if (!series || impact === null) continue
      const before = Math.floor((impact - span.from) / (model.bucketMinutes * minuteMs))
      expect(before).toBeGreaterThan(3)
      for (const reporters of series.reporters.slice(0, before))
        expect(reporters * series.share).toBeLessThanOrEqual(service.usual * 2)
    }
  })
})
