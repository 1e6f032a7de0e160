import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  followAll,
  listAsFragment,
  listFollowed,
  mostFollowed,
  readFragment,
  toggleFollowed,
} from './followed.ts'
import { forgetValues } from './memory.ts'
import { readerZone } from './preferences.ts'
import { listVisited, rememberVisit } from './visited.ts'

const storage = () => {
  const kept: Record<string, unknown> = {}
  const hidden = (value: (...args: string[]) => unknown) => ({ value, enumerable: false })
  return Object.defineProperties(kept, {
    getItem: hidden((name) => kept[name!] ?? null),
    setItem: hidden((name, value) => {
      kept[name!] = value
    }),
    removeItem: hidden((name) => void delete kept[name!]),
  })
}
beforeEach(() => vi.stubGlobal('localStorage', storage()))
afterEach(() => vi.unstubAllGlobals())

it('a service is followed and not followed any more', () => {
  expect(toggleFollowed('chatgpt')).toBe(true)
  expect(toggleFollowed('stc')).toBe(true)
  expect(listFollowed()).toEqual(['chatgpt', 'stc'])
  expect(toggleFollowed('chatgpt')).toBe(false)
  expect(listFollowed()).toEqual(['stc'])
})

it('a list travels in the fragment, and nothing else does', () => {
  expect(readFragment(listAsFragment(['a', 'b-2']))).toEqual(['a', 'b-2'])
  expect(readFragment('#list=a,a,-x,B,c')).toEqual([])
  expect(readFragment('#list=a,a,-x,c')).toEqual(['a', 'c'])
  expect(readFragment('#answer')).toEqual([])
  followAll(Array.from({ length: 80 }, (_, i) => `s${i}`))
  expect(listFollowed()).toHaveLength(mostFollowed)
  expect(toggleFollowed('one-more')).toBe(false)
})

it('what was written by somebody else is nothing', () => {
  for (const text of ['{', '7', '{"a":1}', '["x<y", 7, null]']) {
    localStorage.setItem('desk-followed', text)
    localStorage.setItem('desk-visited', text)
    expect(listFollowed()).toEqual([])
    expect(listVisited()).toEqual([])
  }
  localStorage.setItem('desk-zone', 'Moon/Base')
  expect(readerZone()).not.toBe('Moon/Base')
})

it('the last 20 services are remembered with their time, and all of it is forgotten when asked', () => {
  for (let i = 0; i < 25; i++)
    rememberVisit({ slug: `s${i}`, name: 'S', status: 'none', at: '2026-03-17T12:00:00.000Z' })
  rememberVisit({ slug: 's24', name: 'S', status: 'major', at: '2026-03-17T12:01:00.000Z' })
  expect(listVisited()).toHaveLength(20)
  expect(listVisited()[0]).toMatchObject({ slug: 's24', status: 'major' })
  localStorage.setItem('somebody-else', '1')
  forgetValues()
  expect(Object.keys(localStorage)).toEqual(['somebody-else'])
})

it('a browser that keeps nothing follows nothing, and nothing fails', () => {
  vi.stubGlobal('localStorage', undefined)
  expect(toggleFollowed('chatgpt')).toBe(false)
  expect(listFollowed()).toEqual([])
})
