'use client'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Locale } from '#core/locale.ts'
import { forgetEverything } from '#device/forget.ts'
import { recall, remember } from '#device/memory.ts'
import { readerZone } from '#device/preferences.ts'
import { createClock, offsetOf } from '#i18n/time.ts'
import { createTranslator, type Messages } from '#i18n/translate.ts'
import { useIsAlive } from '../use-alive.ts'

const names = ['theme', 'digits', 'zone', 'months', 'updates', 'shortcut'] as const
type Name = (typeof names)[number]
type Choices = Record<Name, string>

/** Empty is the default of each: what the device says, 123, Gregorian names, updates by themselves, shortcut on. */
const defaults: Choices = { theme: '', digits: '', zone: '', months: '', updates: '', shortcut: '' }

const recallAll = (): Choices =>
  Object.fromEntries(names.map((name) => [name, recall(name) ?? ''])) as unknown as Choices

/** What takes effect on this very page. */
function apply(name: Name, value: string): void {
  const { dataset } = document.documentElement
  if (name !== 'theme' && name !== 'digits') return
  if (value) dataset[name] = value
  else delete dataset[name]
}

type Said = 'saved' | 'notSaved' | 'forgotten' | 'cookieMayStay'

/** The cookie of visits without script, which no script can reach. False: nobody could be asked. */
const forgetCookie = (locale: Locale): Promise<boolean> =>
  fetch(`/${locale}/settings`, {
    method: 'POST',
    body: new URLSearchParams({ act: 'forget' }),
    redirect: 'manual',
  }).then(
    ({ type }) => type === 'opaqueredirect',
    () => false,
  )

/** Choices kept on this device. Each takes effect as it is made; there is nothing to submit. */
export function SettingsForm({ locale, messages }: { locale: Locale; messages: Messages }) {
  const t = useMemo(() => createTranslator(locale, messages), [locale, messages])
  const [chosen, setChosen] = useState(defaults)
  const [zones, setZones] = useState<string[]>([])
  const [said, setSaid] = useState<{ word: Said; at: number } | null>(null)
  const isAlive = useIsAlive()
  useEffect(() => {
    setChosen(recallAll())
    setZones(Intl.supportedValuesOf?.('timeZone') ?? [])
  }, [])

  const tell = (word: Said): void => setSaid({ word, at: Date.now() })
  const choose = (name: Name, value: string): void => {
    apply(name, value)
    setChosen((before) => ({ ...before, [name]: value }))
    tell(remember(name, value || null) ? 'saved' : 'notSaved')
  }
  const forget = async (): Promise<void> => {
    await forgetEverything()
    const isGone = await forgetCookie(locale)
    for (const name of names) apply(name, '')
    setChosen(defaults)
    tell(isGone ? 'forgotten' : 'cookieMayStay')
  }

  const radio = (name: Name, value: string, text: ReactNode) => (
    <label>
      <input
        type="radio"
        name={name}
        value={value}
        checked={chosen[name] === value}
        onChange={() => choose(name, value)}
      />
      {text}
    </label>
  )
  const group = (name: Name, choices: ReactNode) => (
    <fieldset>
      <legend>{t(`settings.${name}`)}</legend>
      <div className="choices">{choices}</div>
    </fieldset>
  )
  const zone = chosen.zone || (zones.length > 0 ? readerZone() : '')
  const now = Date.now()

  return (
    // What is chosen before anybody listens would be lost.
    <div className="needs-js" inert={!isAlive}>
      {group(
        'theme',
        <>
          {radio('theme', '', t('settings.themeAuto'))}
          {radio('theme', 'light', t('settings.themeLight'))}
          {radio('theme', 'dark', t('settings.themeDark'))}
        </>,
      )}
      {group(
        'digits',
        <>
          {radio('digits', '', <span className="latin-digits">{t('settings.digitsLatn')}</span>)}
          {radio('digits', 'arab', <span lang="ar">{t('settings.digitsArab')}</span>)}
        </>,
      )}
      <fieldset>
        <legend id="zone-name">{t('settings.zone')}</legend>
        <select
          aria-labelledby="zone-name"
          value={chosen.zone}
          onChange={(event) => choose('zone', event.target.value)}
        >
          <option value="">
            {t('settings.zoneDevice', {
              zone: zones.length > 0 ? Intl.DateTimeFormat().resolvedOptions().timeZone : '…',
            })}
          </option>
          {zones.map((name) => (
            <option key={name} value={name}>
              {name.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
        <p className="sub">
          {zone
            ? t('settings.zoneNow', { t: createClock(t, zone).time(now), offset: offsetOf(zone, now) })
            : '…'}
        </p>
      </fieldset>
      {group(
        'months',
        <>
          {radio('months', '', <span lang="ar">{t('settings.monthsGregorian')}</span>)}
          {radio('months', 'levant', <span lang="ar">{t('settings.monthsLevant')}</span>)}
        </>,
      )}
      <fieldset>
        <legend>{t('settings.updates')}</legend>
        <label>
          <input
            type="checkbox"
            checked={chosen.updates === 'ask'}
            onChange={(event) => choose('updates', event.target.checked ? 'ask' : '')}
          />
          {t('settings.updatesAsk')}
        </label>
        <p className="sub">{t('settings.updatesNote')}</p>
        <label>
          <input
            type="checkbox"
            checked={chosen.shortcut !== 'off'}
            onChange={(event) => choose('shortcut', event.target.checked ? '' : 'off')}
          />
          {t('settings.shortcut')}
        </label>
        <p className="sub">{t('settings.shortcutNote')}</p>
      </fieldset>
      <fieldset>
        <legend>{t('settings.forget')}</legend>
        <p className="sub">{t('settings.forgetNote')}</p>
        <div className="fld">
          <button type="button" className="btn" onClick={() => void forget()}>
            {t('settings.forget')}
          </button>
        </div>
      </fieldset>
      <p className="saved" role="status">
        {/* Said anew each time, or the second time would be silent. */}
        {said && <span key={said.at}>{t(`settings.${said.word}`)}</span>}
      </p>
    </div>
  )
}
