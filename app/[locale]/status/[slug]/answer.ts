import type { ReportPhase } from '#components/use-report.ts'
import { single } from '../../../start.ts'

const said = ['busy', 'slow', 'invalid', 'paused', 'undone', 'gone'] as const

/** What the form says after a report without script, from the address the front redirected to. */
export function answerOf(query: Record<string, string | string[] | undefined>, count: number): ReportPhase {
  const receipt = single(query.r)
  if (receipt) return { at: 'counted', receipt: receipt.slice(0, 200), count: Math.max(1, count) }
  const word = single(query.said)
  if (word === 'duplicate') {
    const at = Date.parse(single(query.at))
    return { at: 'duplicate', countedAt: Number.isNaN(at) ? null : new Date(at).toISOString() }
  }
  const plain = said.find((known) => known === word)
  return { at: plain ?? 'form' }
}
