import { expect, it } from 'vitest'
import { withArabicDigits, withArabicDigitsBetween } from './embed-digits.ts'

it.each([
  ['1,284 بلاغًا في آخر 15 دقيقة', '١٬٢٨٤ بلاغًا في آخر ١٥ دقيقة'],
  ['نحو 2.5 في 17 مارس 14:46', 'نحو ٢٫٥ في ١٧ مارس ١٤:٤٦'],
  ['في 2026. ثم 3, و4.', 'في ٢٠٢٦. ثم ٣, و٤.'],
  ['GPT-4o وGPT-4.1 وR2 و5G', 'GPT-4o وGPT-4.1 وR2 و5G'],
  ['&#39;7&#39; &amp; 8', '&#39;٧&#39; &amp; ٨'],
])('%s', (latin, arabic) => {
  expect(withArabicDigits(latin)).toBe(arabic)
})

it('of markup, only what is read is told otherwise', () => {
  expect(
    withArabicDigitsBetween('<b class="h1" data-n="12">12<time datetime="2026-03-17">17</time></b>'),
  ).toBe('<b class="h1" data-n="12">١٢<time datetime="2026-03-17">١٧</time></b>')
})
