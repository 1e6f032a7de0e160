import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { Locale } from '#core/locale.ts'
import type { IncidentRow } from '#core/view.ts'
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from '../desk.ts'
import { mostOwn, OwnRecord } from './own-record.tsx'

const row = (given: Partial<IncidentRow> = {}): IncidentRow =>
  ({
    startedAt: '2026-03-10T10:00:00Z',
    endedAt: '2026-03-10T11:00:00Z',
    leadMinutes: null,
    provenance: 'live',
    ...given,
  }) as IncidentRow
const said = (locale: Locale, incidents: IncidentRow[]): string =>
  renderToStaticMarkup(
    <OwnRecord desk={deskOn(translatorOf(locale))} incidents={incidents} now={0} />,
  ).replace(/<[^>]+>/g, '')

it('counts false alarms, and leads once there are three', () => {
  const three = [5, 12, 40].map((leadMinutes) => row({ leadMinutes }))
  expect(said('en', [...three, row({ falseAlarm: true })])).toContain(
    'in the last 90 days: 4 incidents, 1 marked as a false alarm. The operator spoke of 3 of them; at the median, reports were 12 minutes ahead.',
  )
  expect(said('en', three.slice(1))).not.toContain('at the median')
  expect(said('ar', three)).toContain('3 أعطال')
})

it('says that it looked at the newest alone, where there are more', () => {
  const many = Array.from({ length: mostOwn }, () => row())
  expect(said('en', many)).toContain(
    'The newest 1,000 incidents on this site in the last 90 days: none marked',
  )
})

it('says so where there is nothing, and leaves out what was not watched by this site', () => {
  expect(said('en', [row({ provenance: 'reconstruction' })])).toContain('no incidents')
})
