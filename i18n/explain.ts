import { roundVerdict } from '#core/detect/verdict-rounding.ts'
import { isTrouble } from '#core/status.ts'
import type { VerdictView } from '#core/view.ts'
import { createClock } from './time.ts'
import type { Translator } from './translate.ts'

/** A verdict in words: every number that made it, in sentences of either language. */

const trillion = 1e12

/** How a chance is told, the ending of its messages' keys, with the n of "1 in n". */
function oddsOf(probability: number): { form: 'Often' | 'Is' | 'Less'; n: number } {
  const n = probability > 0 ? 1 / probability : Number.POSITIVE_INFINITY
  // Two figures are all that such a number can carry.
  if (n <= trillion) return { form: probability >= 0.2 ? 'Often' : 'Is', n: Number(n.toPrecision(2)) }
  return { form: 'Less', n: trillion }
}

/** "about 1 in 40", "less than 1 in 1,000,000,000,000": a chance as people say it. */
export function chanceText(t: Translator, probability: number): string {
  const { form, n } = oddsOf(probability)
  return t(`why.tail${form}`, { n })
}

/**
 * Whether the minutes in a row above the first level say something: an incident may open, or be told of, while the last
 * minute is below it, and "none" would then read as if there were no reason.
 */
export const tellsRun = ({ status, minutesAbove }: Pick<VerdictView, 'status' | 'minutesAbove'>): boolean =>
  minutesAbove > 0 || !isTrouble(status)

/** Why the status is what it is, in words. */
export function reasonsOf(t: Translator, { reasons }: Pick<VerdictView, 'reasons'>): string[] {
  // Who hears "very unlikely" need not hear "unlikely".
  const codes = reasons.includes('surprise-major')
    ? reasons.filter((code) => code !== 'surprise-possible')
    : reasons
  return codes.map((code) => t(`why.reason.${code}`))
}

/** What was counted, and what that is held against. */
function countSentences(t: Translator, verdict: VerdictView): string[] {
  const { windowMinutes, reporters, observed, expected } = verdict
  const [low, high] = verdict.interval
  const at = createClock(t, 'UTC').time(verdict.at)
  const { form, n } = oddsOf(verdict.tailProbability)
  return [
    t('why.words.seen', { w: windowMinutes, at, n: reporters }),
    ...(observed === reporters ? [] : [t('why.words.weight', { o: observed })]),
    expected === 0 ? t('why.words.usualNone') : t('why.words.usual', { e: expected }),
    low === high ? t('why.words.ordinaryOne', { n: low }) : t('why.words.ordinary', { a: low, b: high }),
    t(`why.words.chance${form}`, { n }),
  ]
}

/** What is said because of it, and why. */
function statusSentences(t: Translator, verdict: VerdictView): string[] {
  const { status, unknownReason } = verdict
  const said =
    status === 'unknown' && unknownReason
      ? t(`why.words.unknown.${unknownReason}`)
      : t('why.words.says', { status: t(`status.word.${status}`) })
  const reasons = reasonsOf(t, verdict)
  if (reasons.length === 0) return [said]
  const why = reasons.reduce((a, b) => t('why.words.and', { a, b }))
  return [said, t('why.words.because', { why })]
}

/**
 * A verdict as whole sentences, from the count to the rule, with the numbers of `roundVerdict`. Its time is in
 * UTC and says so: the words stay true wherever they are read.
 */
export function explainVerdict(t: Translator, exact: VerdictView): string[] {
  const verdict = roundVerdict(exact)
  const { threshold, majorThreshold, minutesAbove, breadth } = verdict
  return [
    ...countSentences(t, verdict),
    t('why.words.levels', { p: threshold, m: majorThreshold }),
    ...(tellsRun(verdict) ? [t('why.words.above', { n: minutesAbove })] : []),
    breadth === null ? t('why.words.networksNone') : t('why.words.networks', { n: breadth }),
    ...statusSentences(t, verdict),
    t('why.words.rule', { rule: verdict.ruleVersion }),
  ]
}
