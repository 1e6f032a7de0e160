/** Canonical form of what people type: one text, one spelling, nothing invisible. */

/** A note has at most so many characters as a reader counts them (grapheme clusters)… */
export const longestNote = 280
/** …and so many bytes. */
const mostBytes = 2_048
/** Zalgo piles marks; Arabic vowel signs come in twos and threes. */
const mostMarks = 4
/** A sign said more often in a row says nothing more. Digits are left: they may be an error code. */
const longestRun = 4

export type TextFault = 'control' | 'surrogate' | 'marks' | 'long'

export type Canonical = { ok: true; text: string } | { ok: false; fault: TextFault }

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const controls = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/u
const loneSurrogate = /[\ud800-\udfff]/u
const piled = new RegExp(`\\p{M}{${mostMarks + 1},}`, 'u')
/** Overrides and isolates of direction, zero width but the joiners, and other marks that nobody sees. */
const unseen = [
  ...['\\u00ad', '\\u034f', '\\u115f', '\\u1160', '\\u17b4', '\\u17b5', '[\\u180b-\\u180f]', '\\u200b'],
  ...['[\\u202a-\\u202e]', '[\\u2060-\\u206f]', '\\u3164', '\\ufeff', '\\uffa0', '[\\ufff9-\\ufffb]'],
  '[\\u{e0000}-\\u{e0fff}]',
]
const invisible = new RegExp(unseen.join('|'), 'gu')
/** Joiners stand between letters (Persian) or within an emoji; direction marks beside something strong. */
const joinable = '\\p{L}|\\p{M}|\\p{Extended_Pictographic}|\\p{Emoji_Modifier}'
const strayJoiner = new RegExp(`(?<!${joinable})[\\u200c\\u200d]|[\\u200c\\u200d](?!${joinable})`, 'gu')
const strayMark = /(?<![\p{L}\p{N}\p{P}])[\u200e\u200f\u061c]|[\u200e\u200f\u061c](?![\p{L}\p{N}\p{P}])/gu
const runs = new RegExp(`([^\\p{N}\\p{M}\\p{Emoji_Modifier}\\u200c\\u200d])\\1{${longestRun},}`, 'gu')

const pass = (text: string): string =>
  text
    .normalize('NFC')
    .replace(invisible, '')
    .replace(strayJoiner, '')
    .replace(strayMark, '')
    .replace(runs, (_run, sign: string) => sign.repeat(longestRun))
    .replace(/\s+/gu, ' ')
    .trim()

let segmenter: Intl.Segmenter | undefined
const utf8 = new TextEncoder()

/** Characters as a reader counts them; as Unicode does in browsers that know no better (Firefox before 125). */
export const lengthOf = (text: string): number => {
  if (!('Segmenter' in Intl)) return [...text].length
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' })
  let length = 0
  for (const _ of segmenter.segment(text)) length++
  return length
}

/**
 * The text as it is kept: NFC, one line, without what cannot be seen. Applying it again changes nothing.
 * A text of signs that nobody sees is empty. Faults are for what no keyboard makes.
 */
export function canonicalText(raw: string): Canonical {
  if (loneSurrogate.test(raw)) return { ok: false, fault: 'surrogate' }
  if (controls.test(raw)) return { ok: false, fault: 'control' }
  let text = raw
  // Each pass only takes away or joins, so that this ends.
  for (let next = pass(text); next !== text; next = pass(text)) text = next
  if (piled.test(text)) return { ok: false, fault: 'marks' }
  if (utf8.encode(text).length > mostBytes || lengthOf(text) > longestNote)
    return { ok: false, fault: 'long' }
  return { ok: true, text }
}

/** The same words, however written: for comparing, never for showing. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\u0640\u200c-\u200f\u061c]/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
