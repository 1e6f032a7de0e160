import { describe, expect, it } from 'vitest'
import { drawChart } from '#core/chart/chart-draw.ts'
import { zoomChart } from '#core/chart/chart-zoom.ts'
import { explorerRows } from './explorer-rows.ts'
import { calmView, majorView, now } from './report-chart.fixture.ts'

const inputOf = (view: ReturnType<typeof majorView>) => ({
  series: view.series,
  spans: view.spans,
  official: view.official,
  now: Date.parse(now),
  zone: 'UTC',
})

describe('explorerRows', () => {
  it('carries the riser where the colour changes, and holds each level to the end of its bucket', () => {
    const view = majorView()
    const drawing = drawChart(inputOf(view))
    const at84 = explorerRows(view.series, drawing).filter((row) => row.x === 84)
    expect(at84.map((row) => row.lines)).toEqual([
      [9, 9],
      [9, 96],
    ])
    const last = explorerRows(view.series, drawing).find((row) => row.x === 96)
    expect(last?.lines).toEqual([null, 1284])
  })

  it('leaves gaps empty', () => {
    const view = calmView({ reporters: (index) => (index === 10 ? null : 3) })
    const rows = explorerRows(view.series, drawChart(inputOf(view)))
    const inside = rows.filter((row) => row.x === 10 || row.x === 11)
    expect(inside.map((row) => row.lines)).toEqual([
      [3, null],
      [null, 3],
    ])
  })
})

describe('zoomChart', () => {
  it('shows a part with its own scale, and the whole as the whole', () => {
    const input = inputOf(majorView())
    const start = Date.parse(input.series.from)
    const part = zoomChart(input, { from: start, to: start + 24 * 900_000 })
    expect(part?.series.reporters).toHaveLength(24)
    expect(part?.drawing.maximum).toBe(40)
    expect(part?.drawing.current).toBeNull()
    expect(zoomChart(input, { from: start, to: start + 97 * 900_000 })).toBeNull()
  })

  it('never shows less than six buckets', () => {
    const input = inputOf(majorView())
    const end = Date.parse(input.series.from) + 97 * 900_000
    expect(zoomChart(input, { from: end - 1, to: end })?.series.reporters).toHaveLength(6)
  })
})
