import type { ReactNode } from 'react'
import type { Translator } from '#i18n/translate.ts'

/** The table that stands beside a map or in a country's page; `caption` and `first` are messages under `map`. */
export function PlacesFrame({
  t,
  caption,
  first,
  children,
}: {
  t: Translator
  caption: string
  /** Heading of the first column. */
  first: string
  /** Its rows. */
  children: ReactNode
}) {
  return (
    <table className="places">
      <caption className="vh">{t(`map.${caption}`)}</caption>
      <thead>
        <tr>
          <th scope="col">{t(`map.${first}`)}</th>
          <th scope="col" className="n">
            {t('map.colReports')}
          </th>
          <th scope="col" className="n">
            {t('map.colTimes')}
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
