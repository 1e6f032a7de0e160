/** Personal data in what people write: found by shape and masked before anything is kept. */

/** What was hidden, as the writer is told. */
export const personalKinds = ['link', 'email', 'card', 'phone', 'ip', 'number'] as const

export type PersonalKind = (typeof personalKinds)[number]

/** Stands for what was hidden: the same in both languages, and part of no pattern below. */
export const mask = '•••'

// Domains without a scheme are links only under endings that people really use: "failed.Then" is none.
const endings =
  'com|net|org|info|biz|io|co|me|app|dev|ai|gg|ly|tv|to|cc|ws|xyz|top|site|online|shop|store|club|live|link|click|vip|icu|win|bet|ru|cn|de|fr|uk|eu|us|in|ir|tr|sa|ae|eg|qa|kw|bh|om|jo|lb|ma|dz|tn|iq|ye|sy|ps|sd|edu|gov|موقع|شبكة|السعودية|امارات|مصر'
const word = '[\\p{L}\\p{N}_-]'

/** In the order in which they are looked for: a link may hold an address, an address a number. */
const shapes: [kind: PersonalKind, shape: RegExp][] = [
  ['email', new RegExp(`[\\p{L}\\p{N}._%+-]{1,64}[@＠]${word}{1,63}(?:\\.${word}{1,63}){1,5}`, 'giu')],
  ['link', /(?:\b(?:https?|ftp|hxxps?):\/{1,2}|\bwww\.)[^\s•]+/giu],
  [
    'link',
    new RegExp(
      `(?<!${word}|\\.)${word}{1,63}(?:\\.${word}{1,63}){0,4}\\.(?:${endings})(?!${word})(?:/[^\\s•]*)?`,
      'giu',
    ),
  ],
  [
    'ip',
    /(?<![0-9a-f:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}|(?:[0-9a-f]{1,4}:){2,7}:|::(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})(?![0-9a-f:])/gi,
  ],
  ['ip', /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]\d|\d)/g],
  // Seven digits and more with what people put between them; a date is none.
  ['number', /(?<!\d)(?!\d{4}-\d{2}-\d{2}(?!\d))(?:\+|00)?\(?\d(?:[ \u00a0.\-()/‐-―]{0,2}\d){6,}(?!\d)/g],
]

const digits = /[٠-٩۰-۹０-９]/g
const zeros = [0x0660, 0x06f0, 0xff10]

/** Every digit in its Latin form; no length changes, so that places stay what they are. */
const latinDigits = (text: string): string =>
  text.replace(digits, (digit) => {
    const code = digit.charCodeAt(0)
    const zero = zeros.find((start) => code >= start && code <= start + 9)!
    return String(code - zero)
  })

/** The check digit of payment cards. */
export function isCard(number: string): boolean {
  if (!/^\d{13,19}$/.test(number)) return false
  let sum = 0
  for (let i = 0; i < number.length; i++) {
    const digit = Number(number[number.length - 1 - i])
    const twice = digit * 2
    sum += i % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}

const kindOf = (kind: PersonalKind, found: string): PersonalKind => {
  if (kind !== 'number') return kind
  const bare = found.replace(/\D/g, '')
  if (isCard(bare)) return 'card'
  return bare.length <= 15 ? 'phone' : 'number'
}

export interface Masked {
  text: string
  /** What was hidden, each kind once, in the order of `personalKinds`. */
  hidden: PersonalKind[]
}

function maskOnce(text: string, hidden: Set<PersonalKind>): string {
  let shown = text
  for (const [kind, shape] of shapes) {
    const seen = latinDigits(shown)
    let out = ''
    let from = 0
    for (const match of seen.matchAll(shape)) {
      hidden.add(kindOf(kind, match[0]))
      out += shown.slice(from, match.index) + mask
      from = match.index + match[0].length
    }
    shown = out + shown.slice(from)
  }
  return shown
}

/** Hides personal data. Never longer than the text; nothing of those shapes is left, so masking again changes nothing. */
export function maskPersonalData(text: string): Masked {
  const hidden = new Set<PersonalKind>()
  let shown = text
  for (let next = maskOnce(shown, hidden); next !== shown; next = maskOnce(shown, hidden)) shown = next
  return { text: shown, hidden: personalKinds.filter((kind) => hidden.has(kind)) }
}
