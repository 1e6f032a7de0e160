import type { WorksView } from '#core/view.ts'
import { Sparkline } from '../chart/sparkline.tsx'
import type { Desk } from '../desk.ts'
import { Time } from '../time.tsx'

/** People who say that it works: a line, and while an incident is open the stairs of the way back. */
export function WorksAgain({ desk, works }: { desk: Desk; works: WorksView }) {
  const { t } = desk
  const { people60m, curve } = works
  const total = curve?.people.reduce((sum, people) => sum + people, 0) ?? 0
  if (people60m === 0 && total === 0) return null
  return (
    <section className="again" aria-label={t('report.worksNow')}>
      {people60m > 0 && <p className="sub">{t('works.line', { n: people60m })}</p>}
      {curve && total > 0 && (
        <>
          <h3>{t('works.curve')}</h3>
          <Sparkline reporters={curve.people} status="none" />
          <details className="chart-table">
            <summary>{t('works.curveAlt', { n: total })}</summary>
            <table>
              <caption className="vh">{t('works.curve')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('works.colTime')}</th>
                  <th scope="col">{t('works.colPeople')}</th>
                </tr>
              </thead>
              <tbody>
                {curve.people.map((people, index) => {
                  const at = new Date(Date.parse(curve.from) + index * 900_000).toISOString()
                  return (
                    <tr key={at}>
                      <th scope="row">
                        <Time desk={desk} at={at} />
                      </th>
                      <td>{people}</td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  )
}
