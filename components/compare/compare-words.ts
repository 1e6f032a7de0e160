import type { CompareEntry, CompareView } from '#core/compare/view-compare.ts'
import type { Desk } from '../desk.ts'

export const namesOf = ({ t, locale }: Desk, entries: Pick<CompareEntry, 'service'>[]): string =>
  new Intl.ListFormat(t.tag).format(entries.map(({ service }) => service.name[locale]))

const isHigh = ({ state }: CompareEntry): boolean => state.status === 'major' || state.status === 'possible'
const isUnsure = ({ state }: CompareEntry): boolean => state.status === 'unknown'

/** Which of them is failing, in one sentence; "far" only where the rule says major. */
export function compareSentence(desk: Desk, { services, stale }: CompareView): string {
  const { t } = desk
  if (stale) return t('compare.stale')
  if (services.length === 1) return t('compare.one')
  const high = services.filter(isHigh)
  const rest = services.filter((entry) => !isHigh(entry))
  const mild = high.some(({ state }) => state.status === 'major') ? '' : 'Mild'
  if (high.length === 0) {
    const unsure = services.filter(isUnsure)
    return unsure.length > 0 ? t('compare.unsure', { names: namesOf(desk, unsure) }) : t('compare.none')
  }
  if (rest.length === 0) return t(`compare.all${mild}`)
  const number = (entries: CompareEntry[]) => (entries.length === 1 ? 'one' : 'other')
  return t(`compare.some${mild}`, {
    high: namesOf(desk, high),
    rest: namesOf(desk, rest),
    n: number(high),
    k: number(rest),
  })
}
