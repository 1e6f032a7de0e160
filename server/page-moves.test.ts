import { expect, it } from 'vitest'
import { movedTo } from './page-moves.ts'

const moved = (address: string) => {
  const { pathname, searchParams } = new URL(address, 'http://desk.example')
  return movedTo(pathname, searchParams)
}

it.each([
  ['/en/map?of=service%3Achatgpt&hour=09', '/en/status/chatgpt/map?hour=09'],
  ['/ar/map?of=category%3Aai&hour=', '/ar/map?category=ai'],
  ['/en/map?of=&hour=', '/en/map'],
  ['/en/map?of=service%3A..%2F..&hour=x', '/en/map'],
  ['/en/map/SA', '/en/map/sa'],
  ['/en/map/sa', null],
  ['/en/map', null],
  ['/en/map?category=ai&hour=09', null],
  ['/en/status/chatgpt/map?hour=09', null],
])('the map at %s moves to %s', (address, to) => {
  expect(moved(address)).toBe(to)
})
