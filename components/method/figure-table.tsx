import type { ReactNode } from 'react'
import type { Translator } from '#i18n/translate.ts'

/** Figures of the method with their names; `caption` and the keys of `rows` are messages under `method`. */
export function FigureTable({
  t,
  caption,
  rows,
  since,
}: {
  t: Translator
  caption: string
  rows: [key: string, value: ReactNode][]
  /** Since when a figure is what it is; absent: not said. */
  since?: (key: string) => ReactNode
}) {
  return (
    // A group and no region: the section around it bears the same name. Scrolls by itself where letters are large, so the keyboard must be able to reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls takes focus
    // biome-ignore lint/a11y/useSemanticElements: no fields are grouped here
    <div role="group" className="scrolls" tabIndex={0} aria-label={t(`method.${caption}`)}>
      <table className="facts">
        <caption className="vh">{t(`method.${caption}`)}</caption>
        <thead>
          <tr>
            <th scope="col">{t('method.figure')}</th>
            <th scope="col">{t('method.value')}</th>
            {since && <th scope="col">{t('method.since')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, value]) => (
            <tr key={key}>
              <th scope="row">{t(`method.${key}`)}</th>
              <td>{value}</td>
              {since && <td className="since">{since(key)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
