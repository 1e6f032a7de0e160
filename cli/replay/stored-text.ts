import type { Locale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { milestoneNames } from './milestones.ts'
import type { StoredReport } from './stored.ts'
import { wordsOf } from './words.ts'

/** "2024-12-11 23:18": stored incidents may be of any day. */
const moment = (at: string): string => at.slice(0, 16).replace('T', ' ')

/** The log beside today's rule, as lines for the terminal. */
export function storedText(report: StoredReport, lang: Locale): string {
  const words = wordsOf(lang)
  const t = translatorOf(lang)
  const { name, id, provenance, ruleVersion, learnt, log, today, agreement } = report
  const time = (at: string | null) => (at === null ? null : moment(at))
  return [
    words.stored({ service: name, id, provenance, rule: ruleVersion }),
    learnt.from === 'minutes' ? words.fromMinutes(learnt.days.toFixed(1)) : words.fromRecord,
    '',
    ...milestoneNames
      .filter((status) => log[status] !== null || today[status] !== null)
      .map(
        (status) => `  ${words.compare(t(`status.word.${status}`), time(log[status]), time(today[status]))}`,
      ),
    ...(agreement.minutes > 0 ? [`  ${words.agreement(agreement.same, agreement.minutes)}`] : []),
    '',
    words.said,
    ...report.changes.flatMap(({ at, to, words: sentences }) => [
      `  ${moment(at)}  ${t(`status.word.${to}`)}`,
      `                    ${sentences.join(' ')}`,
    ]),
  ].join('\n')
}
