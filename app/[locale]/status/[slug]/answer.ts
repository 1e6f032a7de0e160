import type { FormAnswer } from '#components/report/report-answer.tsx'
import { personalKinds } from '#core/report/personal-data.ts'
import { type ProblemSlug, problemSlugs } from '#core/report/report.ts'
import { single } from '../../../start.ts'

const plain = ['busy', 'slow', 'invalid', 'paused', 'undone', 'gone', 'works', 'flagged'] as const

const problemIn = (asked: string | string[] | undefined): ProblemSlug | null =>
  problemSlugs.find((problem) => problem === single(asked)) ?? null

/** What stands in place of the form after one was sent without script; null: the form. */
export function answerOf(query: Record<string, string | string[] | undefined>): FormAnswer | null {
  const receipt = single(query.r) || null
  const word = single(query.said)
  if (word === 'duplicate') {
    const at = Date.parse(single(query.at))
    const countedAt = Number.isNaN(at) ? null : new Date(at).toISOString()
    return { at: 'duplicate', countedAt, receipt, added: problemIn(query.added) }
  }
  if (word === 'wait') return { at: 'wait', token: single(query.w), problem: problemIn(query.problem) }
  if (word === 'note') return { at: 'note', receipt }
  const known = plain.find((one) => one === word)
  if (known) return { at: known }
  if (!receipt) return null
  const hid = single(query.hid)
  if (!hid) return { at: 'counted', receipt, problem: problemIn(query.problem) }
  return { at: 'thanked', receipt, hidden: personalKinds.filter((kind) => hid.split('.').includes(kind)) }
}
