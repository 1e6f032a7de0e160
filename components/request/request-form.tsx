import { formTokenPlaceholder } from '#core/report/form-token.ts'
import { longestName, type RequestFaults, type RequestField, type RequestView } from '#core/report/request.ts'
import type { Translator } from '#i18n/translate.ts'

/** What became of a request, as it stands in the address that the form is sent back to. */
export const requestSaid = ['noted', 'again', 'invalid', 'slow', 'busy'] as const
export type RequestSaid = (typeof requestSaid)[number]

interface FieldProps {
  t: Translator
  name: RequestField
  value: string
  fault: string | null
  hint?: string
  maxLength: number
}

/** A labelled field with what is wrong with it beside it. */
function Field({ t, name, value, fault, hint, maxLength }: FieldProps) {
  const isWebsite = name === 'website'
  const [hintId, faultId] = [`request-${name}-hint`, `request-${name}-fault`]
  const described = [hint && hintId, fault && faultId].filter(Boolean).join(' ')
  return (
    <div className="fld">
      <label htmlFor={`request-${name}`}>{t(`request.${name}`)}</label>
      <input
        id={`request-${name}`}
        name={name}
        type="text"
        inputMode={isWebsite ? 'url' : undefined}
        dir={isWebsite ? 'ltr' : 'auto'}
        defaultValue={value}
        maxLength={maxLength}
        autoComplete="off"
        autoCapitalize={isWebsite ? 'none' : undefined}
        spellCheck={false}
        aria-invalid={fault ? true : undefined}
        aria-describedby={described || undefined}
      />
      {fault && (
        <p className="fault" id={faultId}>
          {fault}
        </p>
      )}
      {hint && (
        <p className="sub" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  )
}

/** The plain form to ask for a service; the front answers it and sends its reader back to the page. */
export function RequestForm({
  t,
  name,
  website = '',
  faults = {},
  request,
}: {
  t: Translator
  name: string
  website?: string
  faults?: RequestFaults
  /** What is known of the name in the form. */
  request: RequestView | null
}) {
  const faultText = (field: RequestField): string | null => {
    const fault = faults[field]
    return fault ? t(`request.fault.${fault}`, { max: longestName }) : null
  }
  return (
    <form className="ask-for" method="post" action={`/${t.locale}/request`}>
      <input type="hidden" name="token" value={formTokenPlaceholder} />
      <Field t={t} name="name" value={name} fault={faultText('name')} maxLength={100} />
      <Field
        t={t}
        name="website"
        value={website}
        fault={faultText('website')}
        hint={t('request.websiteHint')}
        maxLength={100}
      />
      <button type="submit" className="btn">
        {t('request.go')}
      </button>
      {request && request.name !== '' && (
        <p className="sub">{t('request.count', { n: request.people, m: request.reviewAt })}</p>
      )}
    </form>
  )
}
