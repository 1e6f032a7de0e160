import type { Translator } from '#i18n/translate.ts'

export const SearchIcon = () => (
  <svg className="ic" viewBox="0 0 20 20" aria-hidden="true">
    <circle cx="8.5" cy="8.5" r="5.7" fill="none" stroke="currentColor" strokeWidth="1.8" />
    <path d="M13 13l5 5" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
  </svg>
)

/** A plain form; it asks the search page. */
export function SearchField({
  t,
  id,
  query = '',
  className,
  withButton,
}: {
  t: Translator
  id: string
  query?: string
  className: string
  withButton?: boolean
}) {
  return (
    <search>
      <form className={className} method="get" action={`/${t.locale}/search`}>
        <label className="vh" htmlFor={id}>
          {t('search.label')}
        </label>
        <SearchIcon />
        <input
          id={id}
          type="search"
          name="q"
          defaultValue={query}
          placeholder={t('search.placeholder')}
          maxLength={80}
          autoComplete="off"
          enterKeyHint="search"
        />
        {withButton && (
          <button type="submit" className="btn">
            {t('search.go')}
          </button>
        )}
      </form>
    </search>
  )
}
