import { canonicalText, foldText, type TextFault } from '../text.ts'
import blocked from './blocked-words.json' with { type: 'json' }
import { maskPersonalData, type PersonalKind } from './personal-data.ts'
import type { ProblemSlug } from './report.ts'

/** What a person may write to a report, and when it waits until somebody has looked at it. */

/** States of a note in the store. */
export const noteStates = { shown: 0, held: 1, hidden: 2 } as const

export const holdReasons = ['link', 'shouting', 'words', 'repeated', 'network', 'hosting', 'flags'] as const

export type HoldReason = (typeof holdReasons)[number]

/** Flags of so many different people hold a note. */
export const flagsToHold = 2
/** The same text so often in a day, or so many notes of one network in an hour, is no coincidence. */
export const sameTextMost = 4
export const networkMost = 8
/** "Not working" is said by many in the same words. */
const shortText = 24
/** Of so many letters with case, so large a share of capitals is shouting. */
const leastLetters = 12
const shoutShare = 0.7

const blockedWords = [...blocked.en, ...blocked.ar].map((word) => ` ${foldText(word)} `)

export type PreparedNote =
  | { ok: true; text: string; folded: string; hidden: PersonalKind[]; heldFor: HoldReason | null }
  | { ok: false; fault: TextFault }

function isShouting(text: string): boolean {
  const upper = text.match(/\p{Lu}/gu)?.length ?? 0
  const lower = text.match(/\p{Ll}/gu)?.length ?? 0
  return upper + lower >= leastLetters && upper / (upper + lower) >= shoutShare
}

/** A note as it may be kept: canonical, masked, and why it must wait; by the text alone. Empty: nothing was said. */
export function prepareNote(raw: string): PreparedNote {
  const canonical = canonicalText(raw)
  if (!canonical.ok) return canonical
  const { text, hidden } = maskPersonalData(canonical.text)
  const folded = foldText(text)
  const spaced = ` ${folded} `
  const heldFor = hidden.includes('link')
    ? 'link'
    : blockedWords.some((word) => spaced.includes(word))
      ? 'words'
      : isShouting(text)
        ? 'shouting'
        : null
  return { ok: true, text, folded, hidden, heldFor }
}

/** Whether this text, said so often before in a day, is being repeated on purpose. */
export const isRepeated = (folded: string, before: number): boolean =>
  folded.length >= shortText && before >= sameTextMost

/** One note as anybody may see it. */
export interface NoteView {
  id: string
  at: string
  /** null: the kind was not said. */
  problem: ProblemSlug | null
  /** ISO 3166-1 alpha-2, where at least five people reported from there; else null. */
  country: string | null
  text: string
  /** People who said "same here". */
  same: number
}

export interface NotePage {
  notes: NoteView[]
  /** Give it as `before` for the notes that are older; null: there are none. */
  next: string | null
}
