import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCard, mask, maskPersonalData, type PersonalKind } from './personal-data.ts'

describe('personal data', () => {
  it.each<[kind: PersonalKind, text: string, shown: string]>([
    ['link', 'see https://evil.example/x?y=1 now', `see ${mask} now`],
    ['link', 'go to www.evil.example', `go to ${mask}`],
    ['link', 'free at bit.ly/abc', `free at ${mask}`],
    ['email', 'write to a.b+c@mail.example.com please', `write to ${mask} please`],
    ['phone', 'call +966 55 123 4567', `call ${mask}`],
    ['phone', 'اتصل بي ٠٥٥١٢٣٤٥٦٧ الآن', `اتصل بي ${mask} الآن`],
    ['phone', 'زنگ ۰۹۱۲۳۴۵۶۷۸۹', `زنگ ${mask}`],
    ['phone', '(020) 7946-0958', mask],
    ['card', 'card 4111 1111 1111 1111', `card ${mask}`],
    ['card', 'بطاقتي ٤١١١١١١١١١١١١١١١', `بطاقتي ${mask}`],
    ['number', 'SA 0380000000608010167519', `SA ${mask}`],
    ['ip', 'my ip is 203.0.113.9!', `my ip is ${mask}!`],
    ['ip', 'at 2001:db8::1 too', `at ${mask} too`],
  ])('%s is hidden: %s', (kind, text, shown) => {
    expect(maskPersonalData(text)).toEqual({ text: shown, hidden: [kind] })
  })

  it.each([
    'error 5003 since 14:41',
    'down since 2026-03-17 14:41:20',
    'version 18.4.0 fails.Then it works',
    'رمز الخطأ ٥٠٣ منذ ١٤:٤١',
    'std::vector crashes',
  ])('is none of it: %s', (text) => expect(maskPersonalData(text)).toEqual({ text, hidden: [] }))

  it('knows a card by its check digit', () => {
    expect(isCard('4111111111111111')).toBe(true)
    expect(isCard('4111111111111112')).toBe(false)
  })

  const piece = fc.oneof(
    fc.constantFrom(
      'a@b.co',
      'https://x.y',
      'www.',
      '.com',
      '@',
      '+',
      '٠٥٥',
      '0',
      '1',
      '4111',
      ':',
      '::',
      '.',
      '-',
      ' ',
      mask,
      '•',
      'é',
      '👩',
      'x',
    ),
    fc.string({ maxLength: 6 }),
    fc.nat().map(String),
    fc.ipV4(),
    fc.ipV6(),
    fc.emailAddress(),
    fc.webUrl(),
  )

  it('leaves nothing of its shapes, and never makes a text longer', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join('')),
        (text) => {
          const masked = maskPersonalData(text)
          expect(maskPersonalData(masked.text)).toEqual({ text: masked.text, hidden: [] })
          expect([...masked.text].length).toBeLessThanOrEqual([...text].length)
          expect(masked.text === text).toBe(masked.hidden.length === 0)
        },
      ),
      { numRuns: 3_000 },
    )
  })

  it('answers long nonsense at once', () => {
    const started = performance.now()
    for (const text of [
      '1'.repeat(2_000),
      'a.'.repeat(1_000),
      '1:'.repeat(1_000),
      'a@'.repeat(1_000),
      '1.'.repeat(1_000),
    ])
      maskPersonalData(text)
    expect(performance.now() - started).toBeLessThan(500)
  })
})
