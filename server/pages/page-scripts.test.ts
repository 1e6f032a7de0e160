import { describe, expect, it } from 'vitest'
import { holdScripts } from './page-scripts.ts'

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
