import { comparePath, mostCompared } from '#core/compare/compare-set.ts'
import type { ServiceCard } from '#core/view.ts'
import type { Desk } from '../desk.ts'

/** The chosen ones, each with a way to leave it out, and the way to one more. */
export function Chosen({ desk, services, query }: { desk: Desk; services: ServiceCard[]; query: string }) {
  const { t, locale } = desk
  const without = (slug: string): string => {
    const path = comparePath(services.map((service) => service.slug).filter((other) => other !== slug))
    return `/${locale}${path}${path.includes('?') ? '' : query}`
  }
  return (
    <div className="compare-set">
      <ul aria-label={t('compare.chosen')}>
        {services.map(({ slug, name }) => (
          <li key={slug}>
            <bdi>{name[locale]}</bdi>
            <a href={without(slug)}>
              <svg className="ic" viewBox="0 0 20 20" aria-hidden="true">
                <path d="M4.5 4.5l11 11M15.5 4.5l-11 11" stroke="currentColor" strokeWidth="2" />
              </svg>
              <span className="vh">{t('compare.remove', { s: name[locale] })}</span>
            </a>
          </li>
        ))}
      </ul>
      {services.length < mostCompared && (
        <form method="get" action={`/${locale}/compare`}>
          {services.map(({ slug }) => (
            <input key={slug} type="hidden" name="s" value={slug} />
          ))}
          <label className="vh" htmlFor="add">
            {t('compare.add')}
          </label>
          <input
            id="add"
            type="text"
            name="s"
            placeholder={t('compare.add')}
            maxLength={80}
            required
            autoComplete="off"
          />
          <button type="submit" className="btn">
            {t('compare.addGo')}
          </button>
        </form>
      )}
    </div>
  )
}

/** Choosing from nothing: two fields, and some that people compare. */
export function Picker({ desk, typed, offers }: { desk: Desk; typed: string[]; offers: ServiceCard[] }) {
  const { t, locale } = desk
  const pairs = offers.slice(0, -1).map((one, index) => [one, offers[index + 1]!] as const)
  return (
    <>
      <form className="compare-pick" method="get" action={`/${locale}/compare`}>
        {['first', 'nth'].map((which, index) => (
          <label key={which}>
            <span>{t(`compare.${which}`)}</span>
            <input
              type="text"
              name="s"
              defaultValue={typed[index]}
              placeholder={index === 0 ? t('compare.addHint') : undefined}
              maxLength={80}
              required
              autoComplete="off"
            />
          </label>
        ))}
        <button type="submit" className="btn">
          {t('compare.go')}
        </button>
      </form>
      {pairs.length > 0 && (
        <section aria-labelledby="try">
          <h2 className="h2" id="try">
            {t('compare.try')}
          </h2>
          <ul className="compare-tries">
            {pairs.map(([one, other]) => (
              <li key={one.slug}>
                <a href={`/${locale}${comparePath([one.slug, other.slug])}`}>
                  <span>
                    <bdi>{one.name[locale]}</bdi>
                    {t('between')}
                    <bdi>{other.name[locale]}</bdi>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
