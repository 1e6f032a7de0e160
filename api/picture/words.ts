import { direction, type Translator } from '#i18n/translate.ts'
import { type Box, row, type Style, text } from './box.ts'

/**
 * Text in a picture. The renderer orders scripts by a simplified rule, which turns "11:50" and "UTC+3" around in Arabic
 * lines; so each word is a box of its own here, made of pieces that run one way each, and boxes follow each other in
 * the direction of the language.
 */

/** Letters that stand together, all in one weight. */
export interface Run {
  text: string
  bold: boolean
  /** A name or a time: one unbroken piece in its own direction. */
  whole: boolean
}

class Runs {
  readonly runs: Run[]
  constructor(runs: Run[]) {
    this.runs = runs
  }
}

type Chunk = string | Runs

const flat = (chunks: readonly Chunk[], given: Partial<Run> = {}): Run[] =>
  chunks.flatMap((chunk) =>
    typeof chunk === 'string'
      ? [{ text: chunk, bold: false, whole: false, ...given }]
      : chunk.runs.map((run) => ({ ...run, ...given })),
  )

const tags = {
  b: (chunks: Chunk[]) => new Runs(flat(chunks, { bold: true })),
  bdi: (chunks: Chunk[]) => new Runs(flat(chunks, { whole: true })),
}
/** Moments inside a message stand in <at>, <at1>, <at2>. */
const moments = ['at', 'at1', 'at2', 'zone']

/** A message of the catalogue as runs. */
export function said(t: Translator, key: string, values: Record<string, string | number> = {}): Run[] {
  const bare = Object.fromEntries(moments.map((tag) => [tag, (chunks: Chunk[]) => new Runs(flat(chunks))]))
  return flat(t.rich<Runs>(key, { ...tags, ...bare, ...values }))
}

export const plain = (content: string, given: Partial<Run> = {}): Run[] => flat([content], given)

/** Marks of direction (U+200E/F, U+2066–2069) do their work here by boxes. */
const marks = /[\u200e\u200f\u2066-\u2069]/g
/** Latin letters and figures with what joins them: "11:50", "1,284", "UTC+3", "X/Twitter". */
const leftToRight =
  /[\p{Script=Latin}\p{Nd}](?:[\p{Script=Latin}\p{Nd}.,:+\-−×%’'&/]*[\p{Script=Latin}\p{Nd}%+])?/gu

export interface Piece {
  text: string
  bold: boolean
  dir: 'ltr' | 'rtl'
}

/** Pieces of a word in the order in which they are read; each runs one way. */
function piecesOf({ text: content, bold, whole }: Run, page: 'ltr' | 'rtl'): Piece[] {
  if (whole || page === 'ltr') {
    const first = /\p{L}/u.exec(content)?.[0] ?? ''
    const dir = /\p{Script=Arabic}/u.test(first) ? 'rtl' : whole || page === 'ltr' ? 'ltr' : page
    return [{ text: content, bold, dir }]
  }
  const pieces: Piece[] = []
  let at = 0
  for (const { 0: found, index } of content.matchAll(leftToRight)) {
    if (index > at) pieces.push({ text: content.slice(at, index), bold, dir: 'rtl' })
    pieces.push({ text: found, bold, dir: 'ltr' })
    at = index + found.length
  }
  if (at < content.length) pieces.push({ text: content.slice(at), bold, dir: 'rtl' })
  return pieces
}

/** Words of a text in reading order, each as its pieces. A line may break between words only. */
export function splitWords(runs: readonly Run[], page: 'ltr' | 'rtl'): Piece[][] {
  const words: Piece[][] = [[]]
  for (const run of runs) {
    const content = run.text.replace(marks, '')
    const parts = run.whole ? [content] : content.split(/\s+/)
    parts.forEach((part, index) => {
      if (index > 0) words.push([])
      if (part !== '') words.at(-1)!.push(...piecesOf({ ...run, text: part }, page))
    })
  }
  return words.filter((word) => word.length > 0)
}

/** Arabic is set in Markazi, which looks smaller than it is. */
const larger = { en: 1, ar: 1.22 } as const

/** Size of type in this language that looks as large as `size` in Public Sans. */
export const typePx = ({ locale }: Translator, size: number): number => Math.round(size * larger[locale])

/** Room between words, in parts of the type's size. */
const space = 0.25

/** A text as boxes that flow into lines. @param size how large its type looks, px */
export function flow(t: Translator, runs: readonly Run[], size: number, style: Style = {}): Box {
  const page = direction(t.locale)
  const words = splitWords(runs, page).map((word) =>
    row(
      { direction: page },
      ...word.map((piece) =>
        text({ direction: piece.dir, ...(piece.bold && { fontWeight: 700 }) }, piece.text),
      ),
    ),
  )
  return row(
    {
      flexWrap: 'wrap',
      direction: page,
      fontSize: typePx(t, size),
      lineHeight: 1.3,
      columnGap: size * space,
      ...style,
    },
    ...words,
  )
}
