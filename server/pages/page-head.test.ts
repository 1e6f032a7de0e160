import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrangeHead, sentHeadScript } from './page-head.ts'

const written = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' })[sign]!,
  )
const page = (data: string) =>
  `<!DOCTYPE html><html><head><meta charSet="utf-8"/><link rel="stylesheet" href="/a.css"/><script src="/b.js" async=""></script><link rel="alternate" hrefLang="ar" href="/ar"/><meta property="og:title" content="T"/><meta name="twitter:title" content="T"/><meta name="twitter:card" content="summary_large_image"/><meta name="desk-data" content="${written(data)}"/><title>T</title></head><body>…</body></html>`

describe('a head', () => {
  it('says first what the page is, and says it once', () => {
    const html = arrangeHead(page('{"a":1}'))
    expect(html.replace(/^.*<head>/, '').replace(/<\/head>.*$/, '')).toBe(
      '<meta charSet="utf-8"/><title>T</title><link rel="alternate" hrefLang="ar" href="/ar"/><meta property="og:title" content="T"/><meta name="twitter:card" content="summary_large_image"/><script type="application/ld+json">{"a":1}</script><link rel="stylesheet" href="/a.css"/><script src="/b.js" async=""></script>',
    )
    expect(html).toContain('</head><body>…</body>')
  })

  it('gets the script that runs before first paint, once', () => {
    const html = arrangeHead(page('{}').replace('<title>', '<script>/*desk*/</script><title>'))
    expect(html.split(`<script>${sentHeadScript}</script>`)).toHaveLength(2)
    expect(html).not.toContain('/*desk*/')
  })

  it('says where a service or an incident is told to be shown elsewhere, and of no other page', () => {
    const at = (path: string) =>
      arrangeHead(
        page('{}').replace('<title>', `<link rel="canonical" href="https://desk.example${path}"/><title>`),
      )
    for (const path of ['/en/status/chat', '/ar/incidents/2026-03-17-chat-k7q2']) {
      const address = `https://desk.example/oembed?url=${encodeURIComponent(`https://desk.example${path}`)}`
      expect(at(path)).toContain(`<link rel="alternate" type="application/json+oembed" href="${address}"/>`)
      expect(at(path)).toContain(
        `<link rel="alternate" type="text/xml+oembed" href="${address}&amp;format=xml"/>`,
      )
    }
    for (const path of ['/en', '/en/status/chat/history', '/en/incidents/2026/03'])
      expect(at(path)).not.toContain('oembed')
  })

  it('carries any data whole, and no data ends its script', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.constantFrom('</script>', '<!--', '"\'&amp;<>', 'نص')),
        (data) => {
          const html = arrangeHead(page(JSON.stringify(data)))
          const script = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
          expect(JSON.parse(script)).toEqual(data)
          expect(script).not.toContain('<')
        },
      ),
    )
  })

  it('is left alone where there is none', () => {
    for (const text of ['', 'plain', '<head>', '</head><head>']) expect(arrangeHead(text)).toBe(text)
  })
})
