import type { HomeView, ServiceRow } from '#core/view.ts'
import { createClock, pageZones } from '#i18n/time.ts'
import { direction, type Translator } from '#i18n/translate.ts'
import { statusKeyOf } from '#i18n/verdict.ts'
import { type Box, column, row } from './box.ts'
import { ink, statusInk } from './ink.ts'
import { shapeBox, sheetBox } from './sheet.ts'
import { flow, plain } from './words.ts'

/** So many services have room. */
const mostRows = 4

function line(t: Translator, { service, state }: ServiceRow): Box {
  const dir = direction(t.locale)
  return row(
    {
      direction: dir,
      justifyContent: 'space-between',
      alignItems: 'center',
      height: 52,
      borderTop: `2px solid ${ink.rule}`,
    },
    row(
      { direction: dir, alignItems: 'center', columnGap: 14 },
      shapeBox(state.status, 32),
      flow(t, plain(service.name[t.locale], { bold: true, whole: true }), 28),
      flow(t, plain(t(statusKeyOf(state))), 26, { color: statusInk[state.status] }),
    ),
    flow(t, plain(t('widget.reportsShort', { count: state.reports15m })), 26, { color: ink['ink-2'] }),
  )
}

/** The share image of all pages without one of their own: what is not working now. */
export function sitePicture(t: Translator, home: HomeView): Box {
  const clock = createClock(t, pageZones[t.locale])
  const { trouble, watched, stale, sample } = home
  const worst = stale ? 'unknown' : (trouble[0]?.state.status ?? 'none')
  return sheetBox(t, clock, {
    status: worst,
    label: plain(t(stale ? 'status.stale' : `status.${worst}`)),
    lasting: [],
    heading: plain(t('home.h1')),
    lede: plain(t('home.watched', { n: watched, k: trouble.length })),
    unit: [],
    note: [],
    tag: sample ? t('widget.sample') : null,
    at: home.at,
    plot: (size) =>
      column({ ...size, overflow: 'hidden' }, ...trouble.slice(0, mostRows).map((each) => line(t, each))),
  })
}
