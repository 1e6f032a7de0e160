/** Bringing texts of both scripts to one form for comparison. */

/** Letters with no decomposition in Unicode that people nevertheless write as another letter. */
const twins: Record<string, string> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ہ: 'ه',
  // Vodafone and PayPal are written with either letter, by the keyboard at hand.
  ڤ: 'ف',
  پ: 'ب',
}
const twin = new RegExp(`[${Object.keys(twins).join('')}]`, 'gu')

// Latin accents, Arabic vowel signs and hamza/madda over and under (decomposed أ إ آ ؤ ئ), tatweel,
// apostrophes, variation selectors and everything invisible.
const dropped =
  /[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff]|[\ufe00-\ufe0f]|['’‘`ʼ]|\p{Cf}/gu
const notWordy = /[^\p{L}\p{N}\p{M}]+/gu
const easternDigit = /[٠-٩۰-۹]/gu

/**
 * Brings a text to the form in which it is compared: case, accents, Arabic letter forms, vowel signs,
 * tatweel, digit shapes, punctuation and invisible characters no longer tell two texts apart.
 * Folding twice changes nothing.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(dropped, '')
    .replace(twin, (letter) => twins[letter] ?? letter)
    .replace(easternDigit, (digit) => String(digit.codePointAt(0)! & 0xf))
    .replace(notWordy, ' ')
    .trim()
    .normalize('NFC')
}
