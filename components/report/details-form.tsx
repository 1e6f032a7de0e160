import type { FormEventHandler, ReactNode } from 'react'
import { countryCodes } from '#core/place/country.ts'
import { countryOfReceipt } from '#core/report/receipt.ts'
import type { ProblemSlug } from '#core/report/report.ts'
import { longestNote } from '#core/text.ts'
import type { Desk } from '../desk.ts'
import { countryNames } from '../service/place-list.tsx'

/** The second step, by form alone or with script: kind, place, note. Nothing of it is asked for. */
export function DetailsForm({
  desk,
  slug,
  problems,
  receipt,
  problem,
  withPlace,
  fault,
  counter,
  told,
  isSending = false,
  skip,
  onSubmit,
  onInput,
}: {
  desk: Desk
  slug: string
  problems: ProblemSlug[]
  receipt: string
  /** Named with the tap, and pressed already. */
  problem: ProblemSlug | null
  /** Where a repeat was counted is known to the first report only. */
  withPlace: boolean
  fault?: string | null
  /** How much is left to write, seen; and as it is read out, now and then. */
  counter?: string | null
  told?: string | null
  isSending?: boolean
  skip: ReactNode
  onSubmit?: FormEventHandler<HTMLFormElement>
  onInput?: FormEventHandler<HTMLFormElement>
}) {
  const { t, locale } = desk
  const country = countryOfReceipt(receipt)
  const names = withPlace ? countryNames(t.tag, countryCodes) : {}
  return (
    <form
      className="more-of-it"
      method="post"
      action={`/${locale}/status/${slug}/report/${receipt}`}
      onSubmit={onSubmit}
      onInput={onInput}
    >
      <fieldset>
        <legend>{t('report.what')}</legend>
        <div className="picks">
          {problems.map((one) => (
            <label key={one} className="pick">
              {/* What was said stays said: another kind is added to it. */}
              <input
                {...(one === problem
                  ? { type: 'checkbox', checked: true, disabled: true }
                  : { type: 'radio', name: 'problem', value: one })}
              />
              <span>{t(`problem.${one}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {withPlace && (
        <details className="where">
          <summary>
            <b>{t('report.place')}</b> <span>{country ? names[country] : t('report.placeUnknown')}</span>{' '}
            <u>{t('report.change')}</u>
          </summary>
          <select name="country" defaultValue={country ?? ''} aria-label={t('report.country')}>
            <option value="">{t('report.country')}</option>
            {Object.entries(names)
              .sort(([, one], [, other]) => one.localeCompare(other, t.tag))
              .map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
          </select>
        </details>
      )}
      <div className="say">
        <label htmlFor="your-note">
          <b>{t('report.note')}</b>
        </label>
        <span aria-hidden="true">{counter}</span>
        <span className="vh" role="status">
          {told}
        </span>
        <textarea
          id="your-note"
          name="note"
          dir="auto"
          rows={2}
          maxLength={longestNote}
          placeholder={t('report.notePh')}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? 'details-fault' : undefined}
        />
      </div>
      {fault && (
        <p className="fault" id="details-fault" role="alert">
          {fault}
        </p>
      )}
      <div className="fld">
        <button type="submit" className="btn solid" aria-disabled={isSending}>
          {t('report.add')}
        </button>
        {skip}
      </div>
    </form>
  )
}
