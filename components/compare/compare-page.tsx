import { type Range, rangeNames } from '#core/bucket.ts'
import { type CompareView, sharedDays, sharedMinutes } from '#core/compare/view-compare.ts'
import type { Messages } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { LateStrip } from '../live/late-strip.tsx'
import { ZoneName } from '../live/live-strip.tsx'
import { say } from '../say.tsx'
import { Chosen } from './compare-form.tsx'
import { ComparePlots } from './compare-plots.tsx'
import { CompareTable } from './compare-table.tsx'
import { compareSentence } from './compare-words.ts'
import type { Unit } from './unit.ts'
import './compare.css'

export interface CompareChoice {
  range: Range
  unit: Unit
  note: string
}

/** "?range=7d&unit=reports" without what goes without saying. */
export function compareQuery({ range, unit }: Pick<CompareChoice, 'range' | 'unit'>): string {
  const query = new URLSearchParams({
    ...(range !== '24h' && { range }),
    ...(unit !== 'times' && { unit }),
  })
  return query.size > 0 ? `?${query}` : ''
}

/** What was left out, and what is not followed. */
export function CompareNotes({ desk, note, unknown }: { desk: Desk; note: string; unknown: string[] }) {
  const { t } = desk
  const names = new Intl.ListFormat(t.tag).format(unknown.map((name) => t('compare.quoted', { name })))
  return (
    <>
      {unknown.length > 0 && <p className="compare-note">{t('compare.unknown', { names })}</p>}
      {(note === 'twice' || note === 'most') && <p className="compare-note">{t(`compare.${note}`)}</p>}
    </>
  )
}

/** Two to four services side by side. */
export function ComparePage({
  desk,
  path,
  view,
  choice,
  now,
  words,
}: {
  desk: Desk
  /** The page's address, without its query. */
  path: string
  view: CompareView
  choice: CompareChoice
  now: number
  /** Of the plots' reader, for the browser. */
  words: Messages
}) {
  const { t, locale } = desk
  const { range, unit } = choice
  const nameOf = (slug: string) =>
    view.services.find(({ service }) => service.slug === slug)?.service.name[locale] ?? slug
  return (
    <>
      <LateStrip desk={desk} view={view} />
      <div className="wrap">
        <div className="head">
          <h1>{compareSentence(desk, view)}</h1>
          <CompareNotes desk={desk} note={choice.note} unknown={view.unknown} />
          <Chosen
            desk={desk}
            services={view.services.map(({ service }) => service)}
            query={compareQuery(choice)}
          />
          <div className="compare-tabs">
            <nav className="tabs" aria-label={t('chart.range.label')}>
              {rangeNames.map((name) => (
                <a
                  key={name}
                  href={path + compareQuery({ range: name, unit })}
                  aria-current={name === range || undefined}
                >
                  {t(`chart.range.${name}`)}
                </a>
              ))}
            </nav>
            <nav className="tabs" aria-label={t('compare.unitLabel')}>
              {(
                [
                  ['times', 'compare.unitTimes'],
                  ['reports', 'compare.unitReports'],
                ] as const
              ).map(([name, key]) => (
                <a
                  key={name}
                  href={path + compareQuery({ range, unit: name })}
                  aria-current={name === unit || undefined}
                >
                  {t(key)}
                </a>
              ))}
            </nav>
          </div>
        </div>
        <section aria-labelledby="plots">
          <h2 className="h2" id="plots">
            {t(`chart.title.${range}`)}
          </h2>
          <p className="sub">
            {t(unit === 'times' ? 'compare.sameScale' : 'compare.scales')}{' '}
            <ZoneName desk={desk} at={new Date(now).toISOString()} />
          </p>
          <ComparePlots desk={desk} view={view} unit={unit} now={now} words={words} />
        </section>
        <section aria-labelledby="figures">
          <h2 className="h2" id="figures">
            {t('compare.table')}
          </h2>
          <CompareTable desk={desk} view={view} now={new Date(now).toISOString()} />
        </section>
        <section aria-labelledby="shared">
          <h2 className="h2" id="shared">
            {t('compare.shared')}
          </h2>
          {view.shared.length > 0 ? (
            <ul className="compare-shared">
              {view.shared.map(({ slugs: [a, b], times }) => (
                <li key={`${a} ${b}`}>
                  {say(t, 'compare.sharedLine', {
                    a: nameOf(a),
                    b: nameOf(b),
                    n: times,
                    m: sharedMinutes,
                    d: sharedDays,
                  })}
                </li>
              ))}
            </ul>
          ) : (
            <p className="sub">{t('compare.sharedNone', { m: sharedMinutes, d: sharedDays })}</p>
          )}
        </section>
      </div>
    </>
  )
}
