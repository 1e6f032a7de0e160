import type { HomeView } from '#core/view.ts'
import type { Desk } from '../desk.ts'
import { PastIncidents } from '../incident/incident-list.tsx'
import { liveMark } from '../live/live-mark.ts'
import { LiveParts } from '../live/live-parts.tsx'
import { ZoneName } from '../live/live-strip.tsx'
import { say, timeTag } from '../say.tsx'
import { SearchField } from '../search/search-field.tsx'
import { ServiceGrid, TroubleTable } from '../service/service-row.tsx'
import { Time } from '../time.tsx'

/** What is wrong in the world at a glance, and one step to one's own service. */
export function HomePage({ desk, home }: { desk: Desk; home: HomeView }) {
  const { t, locale } = desk
  const isCalm = home.trouble.length === 0
  return (
    <div className="wrap">
      <section className="ask">
        <div>
          <h1>{t('home.h1')}</h1>
          <SearchField t={t} id="ask" className="srch is-big" withButton />
          <p className="links">
            <span className="vh">{t('home.popular')}: </span>
            {home.popular.map(({ slug, name }) => (
              <a key={slug} href={`/${locale}/status/${slug}`}>
                <bdi>{name[locale]}</bdi>
              </a>
            ))}
          </p>
        </div>
        <p className="stamp" {...liveMark}>
          <span>{t('home.watched', { n: home.watched, k: home.inTrouble })}</span>
          <Time desk={desk} at={home.at} form="seconds" />
          <ZoneName desk={desk} at={home.at} />
        </p>
      </section>
      <LiveParts />
      <div {...liveMark}>
        <section aria-labelledby="now">
          <h2 className="h2" id="now">
            {t('home.now')}
          </h2>
          {isCalm ? (
            <p className="lede">
              {home.stale
                ? say(t, 'home.stale', { t: '', at: timeTag(desk, home.at, 'time') })
                : home.quiet > 0
                  ? t('home.allQuiet', { n: home.quiet })
                  : t('home.learning', { n: home.watched })}
            </p>
          ) : (
            <>
              <TroubleTable desk={desk} rows={home.trouble} caption={t('home.nowCaption')} now={home.at} />
              {home.inTrouble > home.trouble.length && (
                <p className="sub">{t('home.more', { n: home.inTrouble - home.trouble.length })}</p>
              )}
              <p className="quiet">
                <a className="more" href={`/${locale}/categories`}>
                  {t('home.quiet', { n: home.quiet })}
                </a>
              </p>
            </>
          )}
        </section>
        {home.calm.length > 0 && (
          <section aria-labelledby="calm">
            <h2 className="h2" id="calm">
              {t(home.quiet > 0 ? 'home.calm' : 'home.followed')}
            </h2>
            <p className="sub">{t('home.calmSub')}</p>
            <ServiceGrid desk={desk} rows={home.calm} />
          </section>
        )}
        <div className="cols half">
          {home.ended.length > 0 && (
            <section aria-labelledby="ended">
              <h2 className="h2" id="ended">
                {t('home.ended')}
              </h2>
              <PastIncidents desk={desk} incidents={home.ended.slice(0, 5)} now={home.at} named />
            </section>
          )}
          <section aria-labelledby="categories">
            <h2 className="h2" id="categories">
              {t('home.categories')}
            </h2>
            <CategoryList desk={desk} categories={home.categories} isShort />
          </section>
        </div>
      </div>
      <section aria-labelledby="how">
        <h2 className="h2" id="how">
          {t('home.howMore')}
        </h2>
        <p className="prose">{t('home.how')}</p>
        <a className="more" href={`/${locale}/methodology`}>
          {t('service.howMore')}
        </a>
      </section>
    </div>
  )
}

/** Categories with the number of their services, and of those in trouble. */
export function CategoryList({
  desk,
  categories,
  isShort = false,
}: {
  desk: Desk
  categories: HomeView['categories']
  /** One number each: of those in trouble, or else of all. */
  isShort?: boolean
}) {
  const { t, locale } = desk
  return (
    <ul className="cats">
      {categories
        .filter((category) => category.services > 0)
        .map((category) => (
          <li key={category.slug}>
            <a href={`/${locale}/categories/${category.slug}`}>{category.name[locale]}</a>
            <span>
              {category.inTrouble > 0 && <b>{t('home.inTrouble', { n: category.inTrouble })}</b>}
              {category.inTrouble > 0 && !isShort && t('between')}
              {(category.inTrouble === 0 || !isShort) && t('category.count', { n: category.services })}
            </span>
          </li>
        ))}
    </ul>
  )
}
