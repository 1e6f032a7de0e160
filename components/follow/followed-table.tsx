'use client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Locale } from '#core/locale.ts'
import { isTrouble } from '#core/status.ts'
import type { ServiceRow } from '#core/view.ts'
import { followAll, listAsFragment, listFollowed, readFragment, toggleFollowed } from '#device/followed.ts'
import { updatesOnlyWhenAsked } from '#device/preferences.ts'
import { standAt } from '#device/stand-at.ts'
import { createTranslator, type Messages } from '#i18n/translate.ts'
import { CopyButton } from '../copy-button.tsx'
import { deskOn } from '../desk.ts'
import { redrawnEvent } from '../live/live-parts.tsx'
import { useZone } from '../live/zone.ts'
import { say } from '../say.tsx'
import { TroubleTable } from '../service/service-row.tsx'
import { PushButton } from './push-button.tsx'

const everyMs = 30_000

/** null: they could not be had. */
async function fetchRows(slugs: string[]): Promise<ServiceRow[] | null> {
  if (slugs.length === 0) return []
  try {
    const answer = await fetch(`/api/v1/services?slugs=${slugs.join(',')}`, { cache: 'no-cache' })
    return answer.ok ? ((await answer.json()) as { services: ServiceRow[] }).services : null
  } catch {
    return null
  }
}

/** Where whoever pressed a button that went with its line now stands: in the list, or at the top of the page. */
function standAfter(place: 'first' | number): void {
  const ways = [...document.querySelectorAll<HTMLElement>('main .waiting button:not([data-push])')]
  const next =
    place === 'first'
      ? document.querySelector<HTMLElement>('main table a')
      : ways[Math.min(place, ways.length - 1)]
  standAt(next, document.querySelector<HTMLElement>('main h1'))
}

/** The list of this device, asked for by name, and the way to take it elsewhere. */
export function FollowedTable({ locale, messages }: { locale: Locale; messages: Messages }) {
  const zone = useZone(locale)
  const desk = useMemo(() => deskOn(createTranslator(locale, messages), zone), [locale, messages, zone])
  const [slugs, setSlugs] = useState<string[] | null>(null)
  const [offered, setOffered] = useState<string[]>([])
  const [rows, setRows] = useState<ServiceRow[] | null>([])
  const { t } = desk

  const look = useCallback(async () => {
    const followed = listFollowed()
    setSlugs(followed)
    setOffered(readFragment(location.hash).filter((slug) => !followed.includes(slug)))
    setRows(await fetchRows(followed))
  }, [])
  useEffect(() => {
    const lookAgain = () => void (document.hidden || look())
    lookAgain()
    addEventListener('hashchange', lookAgain)
    addEventListener('storage', lookAgain)
    const timer = updatesOnlyWhenAsked() ? undefined : setInterval(lookAgain, everyMs)
    return () => {
      removeEventListener('hashchange', lookAgain)
      removeEventListener('storage', lookAgain)
      clearInterval(timer)
    }
  }, [look])

  // The device's script paints buttons that were drawn since.
  const goesTo = useRef<'first' | number | null>(null)
  useEffect(() => {
    if (rows) document.dispatchEvent(new Event(redrawnEvent))
    if (goesTo.current !== null) standAfter(goesTo.current)
    goesTo.current = null
  }, [rows])

  if (!slugs) return null
  const take = (): void => {
    followAll(offered)
    // The address is this device's own again.
    history.replaceState(null, '', location.pathname)
    goesTo.current = 'first'
    void look()
  }
  const stop = (slug: string, place: number): void => {
    toggleFollowed(slug)
    goesTo.current = place
    void look()
  }
  const now = rows?.[0]?.state.at ?? new Date().toISOString()
  return (
    <>
      {offered.length > 0 && (
        <p className="fld">
          {t('following.offer', { n: offered.length })}
          <button type="button" className="btn" onClick={take}>
            {t('following.take')}
          </button>
        </p>
      )}
      {slugs.length === 0 && <p className="empty">{t('following.empty')}</p>}
      {rows === null && (
        <p className="fld">
          {t('following.none')}
          <button type="button" className="btn" onClick={() => void look()}>
            {t('following.again')}
          </button>
        </p>
      )}
      {rows && rows.length > 0 && (
        <>
          <TroubleTable desk={desk} rows={rows} caption={t('following.caption')} now={now} />
          <section>
            <h2 className="h2">{t('following.link')}</h2>
            <p className="sub">{t('following.linkNote')}</p>
            <div className="fld">
              <input
                type="url"
                dir="ltr"
                readOnly
                aria-label={t('following.link')}
                value={`${location.origin}/${locale}/following${listAsFragment(slugs)}`}
              />
              <CopyButton
                words={{
                  copy: t('following.copy'),
                  copied: t('following.copied'),
                  copyFailed: t('following.copyFailed'),
                }}
              />
            </div>
          </section>
          <section>
            <h2 className="h2">{t('following.change')}</h2>
            <ul className="waiting">
              {rows.map(({ service, state }, place) => (
                <li key={service.slug}>
                  <bdi>{service.name[locale]}</bdi>
                  <button type="button" className="btn" onClick={() => stop(service.slug, place)}>
                    {say(t, 'following.stopOne', { s: service.name[locale] })}
                  </button>
                  {isTrouble(state.status) && <PushButton t={t} slug={service.slug} />}
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </>
  )
}
