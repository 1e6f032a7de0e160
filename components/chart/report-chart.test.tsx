import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import { followMinutes } from '#core/follow.ts'
import type { Locale } from '#core/locale.ts'
import { messagesOf, translatorOf } from '#i18n/index.ts'
import { viewOf } from '../view.fixture.ts'
import { ChartIsland } from './chart-island.tsx'
import type { ChartView } from './context.ts'
import { calmView, majorView, now } from './report-chart.fixture.ts'
import { ReportChart } from './report-chart.tsx'

const rangeLinks = { '1h': '?range=1h', '24h': '?range=24h', '7d': '?range=7d', '30d': '?range=30d' }

const draw = (view: ChartView, locale: Locale = 'en', zone = 'Asia/Riyadh'): string =>
  renderToStaticMarkup(
    <ReportChart t={translatorOf(locale)} view={view} zone={zone} now={now} rangeLinks={rangeLinks} />,
  )

/** What a reader sees of the markup: no tags, no doubled spaces. */
const words = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

const part = (html: string, from: string, to: string): string =>
  html.slice(html.indexOf(from), html.indexOf(to, html.indexOf(from)))

const scale = (html: string): string[] =>
  [...part(html, '"plot-scale"', '</div>').matchAll(/<span>([^<]*)</g)].map(([, text]) => text!)

const plot = (html: string): string => part(html, '<div class="plot"', '<figcaption')

describe('the report chart, without script', () => {
  const html = draw(majorView())

  it('says peak, usual, alert level and length of the incident in words', () => {
    const said = words(html)
    expect(said).toContain('Peak, at 12:45 3,412')
    expect(said).toContain('Last 15 minutes 1,284')
    expect(said).toContain('Usual for now 12')
    expect(said).toContain('Lasting 2 h 56 min')
    expect(said).toContain('Below alert level (29)')
    expect(said).toContain('Reports per 15 minutes · Riyadh time (UTC+3)')
  })

  it('tells the whole in one text for those who do not see it', () => {
    expect(words(html)).toContain(
      'From 14:45 yesterday to now, 14:46. Usual level 12 per 15 minutes. Incident since 11:50. ' +
        'Highest 3,412, 12:45. 1,284 in the last 15 minutes.',
    )
  })

  it('reads the latest complete bucket while nobody reads', () => {
    expect(words(html)).toContain('14:30 to 14:45 Reports 1,284 Usual 12 Alert level 29 Major problems')
  })

  it('has every number in the table, newest first', () => {
    const { series } = majorView()
    const rows = [...part(html, '<tbody>', '</tbody>').matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
      words(row!),
    )
    expect(rows).toHaveLength(series.reporters.length)
    rows.forEach((row, back) => {
      const count = series.reporters[series.reporters.length - 1 - back] ?? 0
      expect(row).toContain(` ${count.toLocaleString('en')} `)
    })
    expect(rows[0]).toContain('71 so far')
    expect(rows[1]).toContain('14:30 to 14:45 1,284 12 29 Major problems')
    expect(rows.at(-1)).toContain('14:45 to 15:00 yesterday')
  })

  it('starts at zero and prints its maximum', () => {
    expect(scale(html)).toEqual(['4,000', '3,000', '2,000', '1,000', '0'])
  })

  it('numbers the official updates, merged where they would touch', () => {
    const flags = [...html.matchAll(/plot-flag( only-\w+)?[^>]*>.*?<b dir="ltr">([^<]*)</g)].map(
      ([, where, text]) => [where?.trim(), text],
    )
    expect(flags).toEqual([
      ['only-wide', '1'],
      ['only-wide', '2'],
      ['only-wide', '3'],
      ['only-narrow', '1–3'],
    ])
  })

  it('writes onset with lead time, and peak, on the plot', () => {
    const said = words(plot(html))
    expect(said).toContain('11:50 Reports jump signal 21 min before the official word')
    expect(said).toContain('Peak 3,412 at 12:45')
    expect(said).toContain('Now 14:46')
    expect(said).toContain('14:45 yesterday')
  })

  it('draws the bucket still filling dashed and apart from the line', () => {
    expect(html).toMatch(/class="mark-current is-major" d="M96 1000V982h1V1000"/)
  })

  it('shades and colours the incident, and draws usual and alert levels', () => {
    for (const mark of [
      'mark-shade is-possible',
      'mark-shade is-major',
      'mark-line is-major',
      'mark-usual',
      'mark-alert',
    ])
      expect(plot(html)).toContain(`class="${mark}"`)
  })

  it('links the ranges and marks the one shown', () => {
    expect(html).toMatch(/<a href="\?range=24h" aria-current="true">/)
    expect(html).toMatch(/<a href="\?range=7d"><span>7d/)
  })

  it('has neither dead controls nor inline styles', () => {
    expect(html).not.toContain('<input')
    expect(html).not.toContain('<button')
    expect(html).not.toContain(' style=')
  })

  it('is the same markup from the island', () => {
    const island = renderToStaticMarkup(
      <ChartIsland
        locale="en"
        messages={messagesOf('en', ['between', 'chart', 'time'])}
        view={majorView()}
        zone="Asia/Riyadh"
        now={now}
        rangeLinks={rangeLinks}
      />,
    )
    expect(island).toBe(html)
  })
})

describe('small numbers and missing ones', () => {
  it('two reports look like two: the axis goes to 10', () => {
    const html = draw(calmView({ reporters: (index) => (index === 50 ? 2 : 0) }))
    expect(scale(html)).toEqual(['10', '5', '0'])
    expect(words(html)).toContain('Alert level 6')
  })

  it('a gap is hatched and named, not zero', () => {
    const html = draw(calmView({ reporters: (index) => (index >= 40 && index < 49 ? null : 2) }))
    expect(html).toMatch(/<rect x="41.24%" width="9.28%" height="100%" fill="url\(#chart-hatch\)"/)
    expect(words(plot(html))).toContain('No data 00:45 to 03:00')
    expect(html.match(/class="mark-line is-none" d="M\d/g)).toHaveLength(3)
    const rows = words(part(html, '<tbody>', '</tbody>'))
    expect(rows).toContain('02:45 to 03:00 – 1 6 No data')
  })

  it('a service that is still being learnt says so, and is not called calm', () => {
    const html = draw(calmView({ usual: null, alert: null, status: 'unknown' }))
    expect(words(html)).toContain('Usual level: still learning')
    expect(words(html)).toContain('Not enough reports to say')
    expect(words(html)).not.toContain('No sign of problems')
    expect(plot(html)).not.toContain('mark-usual')
  })

  it('draws an empty day', () => {
    expect(scale(draw(calmView({ reporters: () => null, usual: null, alert: null })))).toEqual([
      '10',
      '5',
      '0',
    ])
  })
})

describe('in Arabic', () => {
  const html = draw(majorView(), 'ar')

  it('time still runs left to right; only the labels turn', () => {
    expect(html).toContain('<div class="plot" dir="ltr">')
    expect(html).toMatch(/<time dir="rtl"[^>]*>14:45 أمس</)
    expect(html).toMatch(/<time dir="rtl"[^>]*>الآن 14:46</)
  })

  it('writes its own sentences', () => {
    const said = words(html)
    expect(said).toContain('بلاغات الأعطال، آخر 24 ساعة')
    expect(said).toContain('عدد البلاغات كل 15 دقيقة ، بتوقيت الرياض (UTC+3)')
    expect(said).toContain('المدة ساعتان و56 د')
    expect(said).toContain('إشارتنا قبل أول بيان رسمي بـ21 دقيقة')
    expect(said).toContain('من 14:30 إلى 14:45')
  })
})

describe('other ranges and zones', () => {
  it('every range is drawn in both languages', () => {
    for (const range of ['1h', '24h', '7d', '30d'] as const)
      for (const locale of ['en', 'ar'] as const) {
        const html = draw(calmView({ range, alert: range === '30d' ? null : 6 }), locale)
        expect(html).toContain('plot-tick is-start')
        expect(html).toContain('plot-tick is-now')
      }
  })

  it('a zone without a name is named by its offset', () => {
    expect(words(draw(calmView(), 'en', 'America/St_Johns'))).toContain('UTC−2:30')
    expect(words(draw(calmView(), 'en', 'UTC'))).toContain('· UTC')
    expect(words(draw(calmView(), 'en', 'Asia/Kolkata'))).toContain('India time (UTC+5:30)')
  })

  it('names the zone of a record as it was then, not as it is today', () => {
    const winter = { range: 'incident' as const, from: '2026-01-05T10:00:00.000Z' }
    const { incident } = viewOf({}, { startedAt: '2026-01-05T12:00:00.000Z' })
    const record = { ...calmView(), series: { ...calmView().series, ...winter }, incident }
    expect(words(draw(record, 'en', 'America/St_Johns'))).toContain('· Time in UTC−3:30 ')
    expect(words(draw(record, 'ar', 'America/St_Johns'))).toContain('بتوقيت UTC−3:30 ')
    expect(words(draw(majorView(), 'en', 'America/St_Johns'))).toContain('· Time in UTC−2:30 ')
  })

  it('a young incident is announced on the tab of the hour', () => {
    const view = majorView()
    const startedAt = new Date(Date.parse(now) - 20 * minuteMs).toISOString()
    const young = { ...view, state: { ...view.state, incident: { ...view.state.incident!, startedAt } } }
    expect(words(draw(young))).toContain('incident in this range')
    expect(words(draw(view))).not.toContain('incident in this range')
  })
})

describe('live', () => {
  it('shows what the stream brought in the bucket it belongs to', () => {
    const view = majorView()
    const from = '2026-03-17T11:45:00.000Z'
    const { series } = followMinutes(
      view.series,
      { from, reporters: [70, 1] },
      { from, reporters: [70, 30] },
      Date.parse(now),
    )
    expect(words(draw({ ...view, series }))).toContain('100 so far')
  })
})
