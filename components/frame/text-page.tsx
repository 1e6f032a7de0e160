import type { ReactNode } from 'react'
import type { Desk } from '../desk.ts'

/** One part of a page of text: its messages are `{space}.{part}H` and `{space}.{part}`; `list` names points under it. */
export interface TextPart {
  part: string
  /** Keys under `{space}.{part}`, as a list instead of a paragraph. */
  list?: string[]
  values?: Record<string, string | number>
  more?: ReactNode
}

/** A page of plain text, out of the catalogue. */
export function TextPage({
  desk,
  space,
  lead,
  parts,
}: {
  desk: Desk
  space: string
  lead: string
  parts: TextPart[]
}) {
  const { t } = desk
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t(`${space}.h1`, { brand: t('brand') })}</h1>
        <p className="lede">{lead}</p>
      </div>
      {parts.map(({ part, list, values, more }) => (
        <section key={part} aria-labelledby={part}>
          <h2 className="h2" id={part}>
            {t(`${space}.${part}H`)}
          </h2>
          {list ? (
            <ul className="rules">
              {list.map((key) => (
                <li key={key}>{t(`${space}.${part}.${key}`)}</li>
              ))}
            </ul>
          ) : (
            <p className="prose">{t(`${space}.${part}`, values)}</p>
          )}
          {more}
        </section>
      ))}
    </div>
  )
}
