import type { ReactNode } from 'react'
import type { Translator } from '#i18n/translate.ts'

/** Figures of the method with their names; `caption` and the keys of `rows` are messages under `method`. */
export function FigureTable({
  t,
  caption,
  rows,
}: {
  t: Translator
  caption: string
  rows: [key: string, value: ReactNode][]
}) {
  return (
    <table className="facts">
      <caption className="vh">{t(`method.${caption}`)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('method.figure')}</th>
          <th scope="col">{t('method.value')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([key, value]) => (
          <tr key={key}>
            <th scope="row">{t(`method.${key}`)}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
