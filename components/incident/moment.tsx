import type { ReactNode } from 'react'
import type { LogEntry } from '#core/record/incident-log.ts'
import type { ProblemSlug } from '#core/report/report.ts'
import { reasonsOf } from '#i18n/explain.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { StatusIcon } from '../status-icon.tsx'
import { Bars } from './bars.tsx'

/** One minute of an incident, with nothing that came after it. */
export interface Moment {
  /** ISO */
  at: string
  said: LogEntry | null
  problems: { problem: ProblemSlug | null; reporters: number }[]
  places: { country: string; reporters: number }[]
}

/** Fewer reports than this make no picture, and could point at a person. */
const leastToBreakDown = 5
const mostShown = 6

/** The figures with which it was said. */
function Figures({ desk, said }: { desk: Desk; said: LogEntry }): ReactNode {
  const { t } = desk
  const { numbers } = said
  if (!numbers) return <p className="sub">{t('incident.replay.noNumbers')}</p>
  const number = (value: number): string => getNumberFormat(t.tag).format(value)
  const rows: [string, string][] = [
    [t('incident.replay.window', { w: numbers.windowMinutes }), number(numbers.observed)],
    [t('incident.replay.usual'), number(numbers.expected)],
    [t('incident.replay.possibleFrom'), number(numbers.threshold)],
    [t('incident.replay.majorFrom'), number(numbers.majorThreshold)],
    ...(numbers.breadth === null
      ? []
      : [[t('incident.replay.networks'), number(numbers.breadth)] satisfies [string, string]]),
  ]
  const reasons = reasonsOf(t, numbers)
  return (
    <>
      <dl className="told">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {reasons.length > 0 && (
        <p className="sub">
          {t('incident.replay.because')} {reasons.join(t('incident.replay.and'))}
        </p>
      )}
    </>
  )
}

/** What was known and said at a moment: the status with its figures, the kinds of problem, the places. */
export function MomentView({
  desk,
  moment,
  names,
  title,
}: {
  desk: Desk
  moment: Moment
  /** Countries by code. */
  names: Record<string, string>
  title: ReactNode
}): ReactNode {
  const { t } = desk
  const { said, problems, places } = moment
  const total = problems.reduce((sum, { reporters }) => sum + reporters, 0)
  const isShown = total >= leastToBreakDown
  return (
    <div className="moment">
      <div className={`st-${said?.status ?? 'unknown'}`}>
        <h3>{title}</h3>
        {said ? (
          <>
            <p className="label">
              <StatusIcon status={said.status} />
              {t(`status.${said.status}`)}
            </p>
            <Figures desk={desk} said={said} />
          </>
        ) : (
          <p className="sub">{t('incident.replay.nothing')}</p>
        )}
      </div>
      <div>
        <h3>{t('incident.replay.mix')}</h3>
        <p className="sub">{isShown ? t('incident.replay.hour', { n: total }) : t('service.mixNone')}</p>
        {isShown && (
          <Bars
            desk={desk}
            rows={problems
              .slice(0, mostShown)
              .map(({ problem, reporters }) => [
                problem === null ? t('incident.notSaid') : t(`problem.${problem}`),
                reporters,
              ])}
          />
        )}
      </div>
      <div>
        <h3>{t('incident.replay.places')}</h3>
        <p className="sub">
          {t(places.length > 0 ? 'incident.replay.quarters' : 'incident.replay.quartersNone')}
        </p>
        {places.length > 0 && (
          <Bars
            desk={desk}
            rows={places
              .slice(0, mostShown)
              .map(({ country, reporters }) => [names[country] ?? country, reporters])}
          />
        )}
      </div>
    </div>
  )
}
