import { describe, expect, it } from 'vitest'
import { dropUnset, holdScripts } from './page-scripts.ts'

describe('scripts of a page', () => {
  it('are named, not asked for', () => {
    const html =
      '<link rel="preload" as="script" fetchPriority="low" href="/_next/a.js"/><script src="/_next/b.js" async=""></script><script>c()</script></head><body><script src="/_next/a.js" async=""></script>'
    expect(holdScripts(html)).toBe(
      '<script type="text/later" data-src="/_next/b.js"></script><script>c()</script></head><body><script type="text/later" data-src="/_next/a.js"></script>',
    )
  })

  it('for browsers that cannot run them, and of others, stay as they are', () => {
    const html =
      '<script src="/_next/old.js" noModule=""></script><script src="/embed.js" async=""></script><link rel="preload" as="font" href="/_next/a.woff2"/>'
    expect(holdScripts(html)).toBe(html)
  })
})

it('what Next’s parts were not given is not said; what people wrote is', () => {
  const said = (text: string) => `<script>self.__next_f.push([1,${JSON.stringify(text)}])</script>`
  const note = JSON.stringify(',"error":"$undefined"')
  expect(
    dropUnset(said(`0:["$","$L1",null,{"a":1,"error":"$undefined","notFound":"$undefined","b":${note}}]`)),
  ).toBe(said(`0:["$","$L1",null,{"a":1,"b":${note}}]`))
})
