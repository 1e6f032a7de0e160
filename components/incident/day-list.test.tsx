import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { IncidentRow } from '#core/view.ts'
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from '../desk.ts'
import { viewOf } from '../view.fixture.ts'
import { DayList } from './day-list.tsx'

const row = (startedAt: string, endedAt: string | null): IncidentRow => ({
  ...viewOf({}, { startedAt, endedAt }).incident!,
  id: startedAt,
  falseAlarm: false,
  changedAt: endedAt ?? startedAt,
})

it('counts what is still going on up to now, and tells its times as of its day', () => {
  const html = renderToStaticMarkup(
    <DayList
      desk={deskOn(translatorOf('en'), 'UTC')}
      incidents={[row('2026-03-17T11:50:00Z', null), row('2026-03-16T22:55:00Z', '2026-03-17T00:42:00Z')]}
      now="2026-03-17T14:46:00Z"
    />,
  )
  const [open = '', over = ''] = [...html.matchAll(/<tr[^>]*class="st-.*?<\/tr>/g)].map(([line]) =>
    line.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '),
  )
  expect(open).toContain('ongoing')
  expect(open).toContain('2 h 56 min')
  expect(over).toContain('22:55 to 00:42, 17 March')
  expect(over).toContain('1 h 47 min')
})
