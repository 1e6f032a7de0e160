import type { ServiceView } from '#core/view.ts'
import type { Desk } from '../desk.ts'

/** Fewer reports than this make no picture, and could point at a person. */
export const leastToBreakDown = 5

/** What people report: an ordered list; the bars only repeat its numbers. */
export function ProblemList({ desk, problems }: { desk: Desk; problems: ServiceView['problems'] }) {
  const { t } = desk
  const { shift } = problems
  const isShown = problems.total >= leastToBreakDown && problems.shares.length > 0
  return (
    <section aria-labelledby="mix">
      <h2 className="h2" id="mix">
        {t('service.mix')}
      </h2>
      <p className="sub">
        {isShown
          ? t('service.mixSub', { n: problems.total, share: Math.round(problems.namedShare * 100) })
          : t('service.mixNone')}
      </p>
      {isShown && shift && (
        <p>
          {t('service.mixShift', {
            kind: t(`problem.${shift.problem}`),
            share: Math.round(shift.share * 100),
            usual: Math.round(shift.usualShare * 100),
          })}
        </p>
      )}
      {isShown && (
        <ol className="bars pc">
          {problems.shares.map(({ problem, share }) => (
            <li key={problem}>
              <span>{t(`problem.${problem}`)}</span>
              <span className="v">{Math.round(share * 100)}%</span>
              <span className="b" aria-hidden="true">
                <i style={{ inlineSize: `${(share * 100).toFixed(1)}%` }} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
