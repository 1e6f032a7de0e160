import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalName, readRequest, websiteHost } from './request.ts'

const anyText = fc.string({ unit: 'grapheme', maxLength: 80 })

describe('a name', () => {
  it.each([
    ['  Notion   Calendar ', 'Notion Calendar'],
    ['No\u200btion\u202e', 'Notion'],
    ['ﬁve\nlines', 'five lines'],
    ['بنك\u0640\u0640 مصر', 'بنك\u0640\u0640 مصر'],
  ])('%j is shown as %j', (typed, shown) => expect(canonicalName(typed)).toBe(shown))

  it('is one line, and canonical once it is canonical', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const name = canonicalName(typed)
        expect(name).not.toMatch(/[\n\r\t\u2028\u202e]|^ | $| {2}/)
        expect(canonicalName(name)).toBe(name)
      }),
    )
  })

  it('is the same however it is spelt', () => {
    const keys = ['الراجحى', 'الراجحي', 'الرَّاجحي', 'الـراجحي'].map(
      (name) => readRequest({ name, website: '' }).request?.key,
    )
    expect(new Set(keys).size).toBe(1)
  })
})

describe('a website', () => {
  it.each([
    ['https://www.Notion.so/login?next=/me#x', 'notion.so'],
    ['notion.so', 'notion.so'],
    ['  http://app.notion.so/ ', 'app.notion.so'],
    ['مصر.example', 'xn--wgbh1c.example'],
  ])('%j is kept as %j', (typed, host) => expect(websiteHost(typed)).toBe(host))

  it.each([
    'notion',
    'http://10.0.0.1',
    '127.1',
    '[::1]',
    'me@notion.so',
    'notion.so:8080',
    'javascript:1',
    'ftp://a.example',
    '',
  ])('%j is none', (typed) => expect(websiteHost(typed)).toBeNull())

  it('never throws, and keeps a plain host', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.webUrl()), (typed) => {
        expect(websiteHost(typed) ?? 'a.example').toMatch(/^[a-z0-9.-]+$/)
      }),
    )
  })
})

describe('a request', () => {
  it.each([
    [{ name: ' ', website: '' }, { name: 'missing' }],
    [{ name: 'x', website: '' }, { name: 'short' }],
    [{ name: '؟!', website: '' }, { name: 'notName' }],
    [
      { name: 'n'.repeat(61), website: 'nowhere' },
      { name: 'long', website: 'notWebsite' },
    ],
    [{ name: 'Notion', website: 'h'.repeat(500) }, { website: 'notWebsite' }],
  ])('%j is told what is wrong, field by field', (fields, faults) => {
    expect(readRequest(fields)).toEqual({ request: null, faults })
  })

  it('needs no website', () => {
    const expected = { name: 'Notion', key: 'notion', host: null }
    expect(readRequest({ name: 'Notion', website: ' ' }).request).toEqual(expected)
  })
})
