import { expect, it } from 'vitest'
import { movedTo } from './page-moves.ts'

const slugs = ['chatgpt', 'claude', 'gemini', 'openai-api', 'sora', 'cats-vs-dogs']
const findService = (text: string) =>
  slugs.find((slug) => slug === text.toLowerCase().replace(' ', '-')) ?? mergedInto(text)
const mergedInto = (slug: string) => (slug === 'bard' ? 'gemini' : null)

const moved = (address: string) => {
  const { pathname, searchParams } = new URL(address, 'http://desk.example')
  return movedTo(pathname, searchParams, findService, mergedInto)
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

it.each([
  ['/en/compare', null],
  ['/en/compare?s=chatgpt', null],
  ['/en/compare?s=ChatGPT', '/en/compare?s=chatgpt'],
  ['/en/compare/chatgpt', '/en/compare?s=chatgpt'],
  ['/en/compare?s=sora&s=OpenAI+API', '/en/compare/openai-api-vs-sora'],
  ['/ar/compare?s=sora&s=&s=claude&unit=reports', '/ar/compare/claude-vs-sora?unit=reports'],
  ['/en/compare/sora-vs-claude?range=7d', '/en/compare/claude-vs-sora?range=7d'],
  ['/en/compare/claude-vs-sora', null],
  ['/en/compare/claude-vs-sora?range=7d&unit=reports', null],
  ['/en/compare/sora-vs-claude-vs-sora', '/en/compare/claude-vs-sora?note=twice'],
  ['/en/compare?s=sora&s=sora', '/en/compare?s=sora&note=twice'],
  ['/en/compare/cats-vs-dogs-vs-sora', null],
  ['/en/compare/sora-vs-cats-vs-dogs', '/en/compare/cats-vs-dogs-vs-sora'],
  ['/en/compare/sora-vs-nothing', null],
  ['/ar/compare/bard-vs-sora?range=7d', '/ar/compare/gemini-vs-sora?range=7d'],
  ['/en/compare/bard-vs-gemini-vs-sora', '/en/compare/gemini-vs-sora?note=twice'],
  ['/en/compare?s=bard&s=sora', '/en/compare/gemini-vs-sora'],
  ['/en/compare?s=sora&s=nothing', null],
  [
    '/en/compare/sora-vs-gemini-vs-claude-vs-chatgpt-vs-openai-api',
    '/en/compare/chatgpt-vs-claude-vs-gemini-vs-openai-api?note=most',
  ],
])('the comparison at %s moves to %s', (address, to) => {
  expect(moved(address)).toBe(to)
})

it('what it moves to stays where it is', () => {
  for (const address of [
    '/en/compare/sora-vs-claude-vs-sora',
    '/en/compare?s=sora&s=sora',
    '/en/map?of=service%3Asora',
  ]) {
    const to = moved(address)!
    expect(moved(to)).toBe(null)
  }
})
