import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from './fold.ts'
import { createSearch, type SearchEntry } from './search.ts'

const entry = (slug: string, rank: number, names: string[], aliases: string[] = []): SearchEntry => ({
  slug,
  names,
  aliases,
  rank,
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  // Enough of the letters that fold to something else, and of half characters.
  fc.string({
    unit: fc.constantFrom(...'أإآٱىةؤئـًّ٠۹ﻻکیڤپéøßİıΣ ’-\u200f\u0301\ud800\udc00abلاx'.split('')),
  }),
)

describe('foldText', () => {
  it.each([
    ['أَبْشِر', 'ابشر'],
    ['إنستغرام', 'انستغرام'],
    ['آبل', 'ابل'],
    ['ٱلراجحي', 'الراجحي'],
    ['منصّة', 'منصه'],
    ['مدى', 'مدي'],
    ['مؤسسة', 'موسسه'],
    ['بئر', 'بير'],
    ['واتســـاب', 'واتساب'],
    ['ڤودافون', 'فودافون'],
    ['ﻻ', 'لا'],
    ['٣٦٥ ۳۶۵', '365 365'],
    ['  AT&T ', 'at t'],
    ['Algérie Télécom', 'algerie telecom'],
    ['Chat\u200bGPT\u200f', 'chatgpt'],
    ['McDonald’s', 'mcdonalds'],
    ['ＮＥＴＦＬＩＸ', 'netflix'],
    ['Straße Łódź', 'strasse lodz'],
    ['؟!—', ''],
  ])('"%s" becomes "%s"', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it('changes nothing the second time', () => {
    fc.assert(fc.property(anyText, (text) => foldText(foldText(text)) === foldText(text)))
  })

  it('leaves no capital, no double space, no space at an end', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldText(text)
        expect(folded).toBe(folded.trim())
        expect(folded).not.toContain('  ')
        expect(folded).not.toMatch(/[A-Zأإآٱىةؤئ\u064b-\u065f\u0640]/)
      }),
    )
  })
})

describe('createSearch', () => {
  const search = createSearch([
    entry('chatgpt', 1, ['ChatGPT'], ['شات جي بي تي']),
    entry('whatsapp', 10, ['WhatsApp', 'واتساب'], ['الواتس']),
    entry('al-rajhi', 20, ['Al Rajhi Bank', 'مصرف الراجحي']),
    entry('stc', 30, ['stc', 'إس تي سي']),
    entry('stc-bank', 40, ['STC Bank']),
    entry('snapchat', 50, ['Snapchat', 'سناب شات']),
    entry('x', 60, ['X']),
    entry('xbox', 70, ['Xbox']),
    entry('zain-a', 90, ['Zain One']),
    entry('zain-b', 80, ['Zain Two']),
  ])
  const slugs = (query: string) => search(query).map((hit) => hit.slug)

  it('prefers exact, then the beginning, then inside', () => {
    expect(slugs('stc')).toEqual(['stc', 'stc-bank'])
    expect(slugs('x')).toEqual(['x', 'xbox'])
    expect(slugs('bank')).toEqual(['al-rajhi', 'stc-bank'])
    expect(slugs('chat')).toEqual(['chatgpt', 'snapchat'])
    const scores = [
      'snapchat',
      'snap',
      'rajhi',
      'napch',
      'snap chat',
      'snapcaht',
      'snpachta',
      'سىشحؤاشف',
    ].map((query) => search(query)[0]?.score ?? 0)
    expect(scores).toEqual([...scores].sort((one, other) => other - one))
    expect(new Set(scores).size).toBe(scores.length)
  })

  it('breaks ties by rank', () => {
    expect(slugs('zain')).toEqual(['zain-b', 'zain-a'])
  })

  it('does not mind spaces', () => {
    expect(slugs('chat gpt')[0]).toBe('chatgpt')
    expect(slugs('alrajhi')[0]).toBe('al-rajhi')
    expect(slugs('واتس اب')[0]).toBe('whatsapp')
  })

  it('does not mind the article', () => {
    expect(slugs('راجحي')[0]).toBe('al-rajhi')
    expect(slugs('واتس')[0]).toBe('whatsapp')
    expect(slugs('الواتساب')[0]).toBe('whatsapp')
  })

  it('forgives one typing error from four letters on, two from eight', () => {
    expect(slugs('xbix')).toEqual(['xbox'])
    expect(slugs('sct')).toEqual([])
    expect(slugs('chatgtp')[0]).toBe('chatgpt')
    expect(slugs('chtagtp')[0]).toBeUndefined()
    expect(slugs('watsp')).toEqual([])
    expect(slugs('snpachta')[0]).toBe('snapchat')
    expect(slugs('al rahji bnk')[0]).toBe('al-rajhi')
    expect(slugs('rahji')[0]).toBe('al-rajhi')
    // Still typing, an error behind already.
    expect(slugs('whtsa')[0]).toBe('whatsapp')
  })

  it('reads what was typed on the other keyboard layout', () => {
    expect(slugs('ؤاشفلحف')[0]).toBe('chatgpt')
    expect(slugs(',hjshf')[0]).toBe('whatsapp')
    expect(slugs('HGVH[PD')[0]).toBe('al-rajhi')
    // «لا» is the key b as well as the keys g and h.
    expect(createSearch([entry('b', 1, ['bank']), entry('g', 2, ['ghost'])])('لاشىن')[0]?.slug).toBe('b')
    expect(createSearch([entry('b', 1, ['bank']), entry('g', 2, ['ghost'])])('لاخسف')[0]?.slug).toBe('g')
  })

  it('ignores the words around a name, unless they are all there is', () => {
    expect(slugs('is ChatGPT down?')[0]).toBe('chatgpt')
    expect(slugs('ليش الواتس ما يشتغل')[0]).toBe('whatsapp')
    expect(slugs('مشكلة في شبكة stc')[0]).toBe('stc')
    expect(slugs('is it down')).not.toContain('chatgpt')
    expect(createSearch([entry('down', 1, ['Down'])])('down')).toHaveLength(1)
  })

  it('has nothing for nothing, and keeps to the limit', () => {
    expect(search('')).toEqual([])
    expect(search(' ؟ ')).toEqual([])
    expect(search('zain', 1)).toHaveLength(1)
    expect(search('zain', 0)).toEqual([])
    expect(search('zain', -3)).toEqual([])
    expect(createSearch([])('zain')).toEqual([])
  })

  it('finds every entry by its own name, whatever that is', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 8 }), (names) => {
        const find = createSearch(names.map((name, index) => entry(String(index), index + 1, [name])))
        for (const [index, name] of names.entries()) {
          if (foldText(name.slice(0, 100)) === '') continue
          const hits = find(name, names.length)
          expect(hits.map((hit) => hit.slug)).toContain(String(index))
          // Nothing is better than the name itself, but another of the same name may be as good.
          expect(hits[0]?.score).toBe(hits.find((hit) => hit.slug === String(index))?.score)
        }
      }),
    )
  })

  it('never throws, and answers in order', () => {
    fc.assert(
      fc.property(anyText, fc.array(anyText), fc.integer(), (query, names, limit) => {
        const find = createSearch([entry('one', 1, names), entry('two', 2, [query])])
        const hits = find(query, limit)
        expect(hits.length).toBeLessThanOrEqual(Math.max(0, limit))
        expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).sort((a, b) => b - a))
      }),
    )
  })
})
