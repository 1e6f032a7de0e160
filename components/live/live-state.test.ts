import { describe, expect, it } from 'vitest'
import { viewOf } from '../view.fixture.ts'
import { needsRefetch, withState, withView } from './live-news.ts'
import { liveOf, withMine } from './live-state.ts'

const live = liveOf(viewOf({}))
const { state } = live.view
const later = {
  ...state,
  version: 8,
  at: '2026-03-17T14:46:40Z',
  recent: { from: '2026-03-17T14:44:00Z', reporters: [90, 88, 41] },
}
const at = (seconds: number) => new Date(Date.parse(state.at) + seconds * 1000).toISOString()

describe('a live page', () => {
  it('folds the minutes of a newer state in', () => {
    expect(withState(live, later).view.series.reporters).toEqual([80, 85, 90, 88, 41])
  })

  it('leaves an older state alone', () => {
    expect(withState(live, { ...later, version: 6, at: live.view.state.at })).toBe(live)
  })

  it('follows a desk that began its numbers anew', () => {
    expect(withState(live, { ...later, version: 1 }).view.state.version).toBe(1)
  })

  it("shows one's own report at once, and counts it only once when the desk says it too", () => {
    const mine = withMine(live, 1)
    expect(mine.view.state.reports15m).toBe(1285)
    expect(mine.view.series.reporters.at(-1)).toBe(31)
    const confirmed = withState(mine, { ...later, recent: { ...later.recent, reporters: [90, 88, 31] } })
    expect(confirmed.view.series.reporters.at(-1)).toBe(31)
  })

  it('keeps it in the count until the desk has it, and then believes the desk', () => {
    const without = withState(withMine(live, 1), { ...later, at: at(2), reports15m: 1284 })
    expect(without.view.state.reports15m).toBe(1285)
    const risen = withState(without, { ...later, at: at(3), reports15m: 1290 })
    expect(risen.view.state.reports15m).toBe(1290)
    expect(withState(risen, { ...later, at: at(4), reports15m: 1280 }).view.state.reports15m).toBe(1280)
  })

  it('keeps it in the count also when the whole is asked for', () => {
    const whole = viewOf({ ...later, at: at(1), reports15m: 1284 })
    const asked = withView(withMine(live, 1), whole)
    expect(asked.view.state.reports15m).toBe(1285)
    expect(
      withState(asked, { ...later, version: 9, at: at(2), reports15m: 1284 }).view.state.reports15m,
    ).toBe(1285)
    expect(
      withView(asked, viewOf({ ...later, version: 9, at: at(4), reports15m: 1280 })).view.state.reports15m,
    ).toBe(1280)
  })

  it('shows no less than the desk said when it thanked for it, and then believes the desk', () => {
    const thanked = withMine(withMine(live, 1), 0, 1290)
    expect(thanked.view.state.reports15m).toBe(1290)
    expect(thanked.view.series.reporters.at(-1)).toBe(31)
    expect(withMine(withMine(live, 1), 0, 12).view.state.reports15m).toBe(1285)
    expect(withState(thanked, { ...later, at: at(2), reports15m: 1286 }).view.state.reports15m).toBe(1290)
    expect(withState(thanked, { ...later, at: at(4), reports15m: 1286 }).view.state.reports15m).toBe(1286)
  })

  it('takes it back, also from what the desk says next', () => {
    const back = withMine(withMine(live, 1), -1)
    expect(withState(back, { ...later, reports15m: 1283 }).view.state.reports15m).toBe(1283)
  })

  it('takes it back', () => {
    const back = withMine(withMine(live, 1), -1)
    expect(back.view.state.reports15m).toBe(1284)
    expect(back.view.series.reporters).toEqual(live.view.series.reporters)
  })

  it('keeps what the stream said over an older answer from a cache', () => {
    const ahead = withState(live, { ...later, status: 'recovering' })
    const merged = withView(ahead, viewOf({ version: 7 }))
    expect(merged.view.state.status).toBe('recovering')
    expect(merged.view.series.reporters).toEqual([80, 85, 90, 88, 41])
  })

  it('asks for the whole when the timeline grew', () => {
    expect(needsRefetch(live, withState(live, later))).toBe(false)
    expect(needsRefetch(live, withState(live, { ...later, timelineVersion: 2 }))).toBe(true)
  })
})
