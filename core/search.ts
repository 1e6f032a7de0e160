/** Finding a service by what people type: both scripts, many spellings, wrong keys. Pure and in memory. */

import { foldText } from './fold.ts'

/** One thing that can be found. Names and aliases count alike; a smaller rank wins a tie. */
export interface SearchEntry {
  slug: string
  names: string[]
  aliases: string[]
  rank: number
}

/** One find. Scores only order the finds of one query; they are no percentages. */
export interface SearchHit {
  slug: string
  score: number
}

/** A longer query is no service name; cutting it keeps the cost of one search small. */
const longestQuery = 100

/** Kinds of match, best first. Steps of ten leave room for the small deductions below. */
const scores = {
  exact: 100,
  prefix: 90,
  wordPrefix: 80,
  substring: 70,
  spaceless: 60,
  oneError: 50,
  twoErrors: 45,
  errorInWord: 42,
  errorInPrefix: 38,
  slip: 30,
  slipPrefix: 20,
}

const withoutArticleCost = 1
const withoutFillersCost = 2

/** Words people put around a name ("is … down", «هل تطبيق … معطّل الآن»), folded. */
const fillers = new Set(
  [
    'is are it down not working outage outages status problem problems issue issues today now why the server servers',
    'app website site network',
    'هل لماذا ليش ليه معطل معطله متوقف متوقفه تعطل توقف عطل اعطال خلل مشكله مشاكل مشكلات في مع لا ما مو مش',
    'يعمل تعمل يشتغل شغال يفتح واقف معلق اليوم الان الحين دلوقتي حاله',
    'تطبيق برنامج موقع منصه شبكه خدمه',
  ].flatMap((line) => line.split(' ')),
)

/** Drops the article ال from the words that keep at least two letters: الراجحي = راجحي. */
const withoutArticle = (folded: string) => folded.replace(/(^| )ال(?=[^ ]{2})/gu, '$1')

const withoutSpaces = (folded: string) => folded.replaceAll(' ', '')

/**
 * The Arabic (101) layout as pairs "key → letter", plain keys first, then with Shift. Two keys (b and its
 * Shift forms) write two letters, so that «لا» can mean b or g + h: both are tried.
 */
const arabicOfKey = new Map<string, string>([
  ...pairs("`qwertyuiop[]asdfghjkl;'zxcvnm,./", 'ذضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ'),
  ...pairs('QWERASXYHNJKP~', '\u064e\u064b\u064f\u064c\u0650\u064d\u0652إأآـ،؛\u0651'),
  ['b', 'لا'],
  ['T', 'لإ'],
  ['G', 'لأ'],
  ['B', 'لآ'],
])
const keyOfArabic = new Map([...arabicOfKey].map(([key, letter]) => [letter, key.toLowerCase()]))

function pairs(left: string, right: string): [string, string][] {
  const letters = [...right]
  return [...left].map((key, index) => [key, letters[index]!])
}

/** What was meant when somebody typed without switching the keyboard, folded; mostly no words at all. */
function layoutSlips(query: string): string[] {
  const toArabic = (text: string) => [...text].map((key) => arabicOfKey.get(key) ?? key).join('')
  const toLatin = (text: string) => [...text].map((letter) => keyOfArabic.get(letter) ?? letter).join('')
  const slips: string[] = []
  if (/[a-z]/i.test(query)) slips.push(toArabic(query), toArabic(query.toLowerCase()))
  if (/\p{Script=Arabic}/u.test(query)) {
    slips.push(toLatin(query), toLatin(query.replace(/ل[اأإآ]/gu, 'b')))
  }
  return [...new Set(slips.map(foldText))].filter((slip) => slip.length >= 3)
}

/** A word as a set of letters in 32 bits: cheap proof that two words are too far apart. */
function letterSet(word: string): number {
  let set = 0
  for (let index = 0; index < word.length; index++) set |= 1 << (word.charCodeAt(index) & 31)
  return set
}

function countBits(set: number): number {
  let count = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) count++
  return count
}

/**
 * Fewest typing errors (wrong, missing, extra or swapped letters) between two words: whole, and with the
 * second one cut at its best place, for people who are still typing. Gives up above the limit.
 */
function typingErrors(typed: string, meant: string, limit: number): { whole: number; start: number } {
  const width = Math.min(meant.length, typed.length + limit)
  let beforeLast = new Uint8Array(width + 1)
  let last = Uint8Array.from({ length: width + 1 }, (_, column) => column)
  let current = new Uint8Array(width + 1)
  for (let row = 1; row <= typed.length; row++) {
    current[0] = row
    let smallest = row
    for (let column = 1; column <= width; column++) {
      const same = typed[row - 1] === meant[column - 1]
      let errors = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1))
      if (
        row > 1 &&
        column > 1 &&
        typed[row - 1] === meant[column - 2] &&
        typed[row - 2] === meant[column - 1]
      )
        errors = Math.min(errors, beforeLast[column - 2]! + 1)
      current[column] = errors
      if (errors < smallest) smallest = errors
    }
    // A swap reaches back two rows, so one row over the limit is not yet the end.
    if (smallest > limit + 1) return { whole: limit + 1, start: limit + 1 }
    const spare = beforeLast
    beforeLast = last
    last = current
    current = spare
  }
  return { whole: width === meant.length ? last[width]! : limit + 1, start: Math.min(...last) }
}

/** How many errors a word of this length may have: short words are too near to one another. */
const errorsAllowed = (length: number) => (length >= 8 ? 2 : length >= 4 ? 1 : 0)

interface Word {
  text: string
  letters: number
}

interface Key {
  text: string
  words: Word[]
  joined: Word
}

const word = (text: string): Word => ({ text, letters: letterSet(text) })

const key = (text: string): Key => ({
  text,
  words: text.split(' ').map(word),
  joined: word(withoutSpaces(text)),
})

/** Can these two be within so many errors at all? Each error changes at most two letters of the sets. */
const mayBeNear = (typed: Word, meant: Word, limit: number) =>
  Math.abs(typed.text.length - meant.text.length) <= limit &&
  countBits(typed.letters ^ meant.letters) <= 2 * limit

function isNear(typed: Word, meant: Word): boolean {
  const limit = errorsAllowed(typed.text.length)
  if (limit === 0 || !mayBeNear(typed, meant, limit)) return false
  return typingErrors(typed.text, meant.text, limit).whole <= limit
}

function scorePlain(query: Key, target: Key): number {
  if (target.text === query.text) return scores.exact
  if (target.text.startsWith(query.text)) return scores.prefix
  if (target.text.includes(` ${query.text}`)) return scores.wordPrefix
  // The words of the query in any order: "egypt vodafone".
  if (
    query.words.length > 1 &&
    query.words.some((part) => part.text.length > 1) &&
    query.words.every((part) => target.words.some((other) => other.text.startsWith(part.text)))
  )
    return scores.wordPrefix
  // A single letter is inside nearly every name.
  if (query.text.length > 1 && target.text.includes(query.text)) return scores.substring
  if (query.joined.text.length > 1 && target.joined.text.startsWith(query.joined.text))
    return scores.spaceless
  return 0
}

function scoreMistyped(query: Key, target: Key): number {
  const limit = errorsAllowed(query.joined.text.length)
  if (limit === 0) return 0
  if (mayBeNear(query.joined, target.joined, limit)) {
    const errors = typingErrors(query.joined.text, target.joined.text, limit).whole
    if (errors <= 1) return scores.oneError
    if (errors <= limit) return scores.twoErrors
  }
  if (
    target.words.length > 1 &&
    query.words.every((part) => target.words.some((other) => other.text === part.text || isNear(part, other)))
  )
    return scores.errorInWord
  const missing = countBits(query.joined.letters & ~target.joined.letters)
  if (
    query.joined.text.length > 4 &&
    missing <= limit &&
    query.joined.text[0] === target.joined.text[0] &&
    typingErrors(query.joined.text, target.joined.text, 1).start <= 1
  )
    return scores.errorInPrefix
  return 0
}

function scoreSlip(slip: Key, target: Key): number {
  if (target.joined.text === slip.joined.text) return scores.slip
  if (target.text.startsWith(slip.text) || target.text.includes(` ${slip.text}`)) return scores.slipPrefix
  return 0
}

/** A text and, where that differs, the same without the article, each with what it costs to use it. */
function keysOf(folded: string, cost = 0): { key: Key; cost: number }[] {
  const bare = withoutArticle(folded)
  const full = { key: key(folded), cost }
  return bare === folded ? [full] : [full, { key: key(bare), cost: cost + withoutArticleCost }]
}

function queryKeys(folded: string): { key: Key; cost: number }[] {
  const core = folded
    .split(' ')
    .filter((part) => !fillers.has(part))
    .join(' ')
  const full = keysOf(folded)
  return core === folded || core === '' ? full : [...full, ...keysOf(core, withoutFillersCost)]
}

/**
 * Prepares a search over these entries. The function it returns gives the best finds first: exact name,
 * beginning, beginning of a word, inside, spaces aside, with typing errors, with the wrong keyboard layout.
 * Among equals the better known service (smaller rank) comes first.
 */
export function createSearch(
  entries: readonly SearchEntry[],
): (query: string, limit?: number) => SearchHit[] {
  const index = entries.map((entry) => {
    const texts = new Set([...entry.names, ...entry.aliases].map(foldText).filter((text) => text !== ''))
    return { entry, keys: [...texts].flatMap((text) => keysOf(text)) }
  })

  return (query, limit = 10) => {
    const raw = query.slice(0, longestQuery)
    const folded = foldText(raw)
    const typed = folded === '' ? [] : queryKeys(folded)
    const slips = layoutSlips(raw).map(key)
    const hits: (SearchHit & { rank: number })[] = []
    for (const { entry, keys } of index) {
      let score = 0
      for (const part of typed)
        for (const target of keys) {
          const plain = scorePlain(part.key, target.key)
          if (plain > 0) score = Math.max(score, plain - part.cost - target.cost)
        }
      if (score === 0)
        for (const part of typed)
          for (const target of keys) {
            const mistyped = scoreMistyped(part.key, target.key)
            if (mistyped > 0) score = Math.max(score, mistyped - part.cost - target.cost)
          }
      if (score <= scores.slip)
        for (const slip of slips)
          for (const target of keys) score = Math.max(score, scoreSlip(slip, target.key))
      if (score > 0) hits.push({ slug: entry.slug, score, rank: entry.rank })
    }
    return hits
      .sort((one, other) => other.score - one.score || one.rank - other.rank)
      .slice(0, Math.max(0, limit))
      .map(({ slug, score }) => ({ slug, score }))
  }
}
