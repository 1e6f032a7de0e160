import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { PlacesView, PlaceView } from '#core/place/view-places.ts'
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from '../desk.ts'
import { MapPage } from './map-page.tsx'

const now = Date.parse('2026-03-17T14:52:30Z')

const place = (country: string, given: Partial<PlaceView> = {}): PlaceView => ({
  country,
  reports: 12,
  usual: 10,
  usualFrom: 'weeks',
  times: null,
  step: 0,
  most: null,
  ...given,
})
const viewOf = (places: PlaceView[], given: Partial<PlacesView> = {}): PlacesView => ({
  at: '2026-03-17T14:52:20Z',
  stale: false,
  sample: false,
  span: { from: '2026-03-17T14:00:00Z', to: '2026-03-17T14:52:30Z', hour: null },
  service: null,
  category: null,
  places,
  trouble: [],
  categories: [{ slug: 'ai', name: { en: 'AI', ar: 'ذكاء' } }],
  ...given,
})
const drawn = (view: PlacesView, locale: 'en' | 'ar' = 'en', isShown = false) =>
  renderToStaticMarkup(
    <MapPage desk={deskOn(translatorOf(locale))} view={view} now={now} isShown={isShown} />,
  )

const high = viewOf([
  place('SA', {
    reports: 402,
    times: 38.2,
    step: 3,
    most: { slug: 'x', name: { en: 'X', ar: 'X' }, reports: 300 },
  }),
  place('BH', { reports: 60, times: 6, step: 2 }),
  place('EG', { reports: 30, times: 3, step: 1 }),
  place('US', { reports: 20, times: 2, step: 1 }),
  place('GB', { usual: null, usualFrom: null, step: null }),
])

describe('a map', () => {
  it('says where it is highest, and is one picture with the top three in its name', () => {
    const html = drawn(high)
    expect(html).toContain('Highest against usual: <b>Saudi Arabia</b>, 38× usual.')
    expect(html).toMatch(
      /role="img" aria-label="[^"]*Saudi Arabia, 38× usual, Bahrain, 6× usual, and Egypt, 3× usual\./,
    )
    expect(drawn(high, 'ar')).toContain(
      'الأعلى مقارنةً بالمعتاد: <b>المملكة العربية السعودية</b>، 38 ضعف المعتاد',
    )
  })

  it('draws each measured place by its step, small ones as dots, and none whose usual is unknown', () => {
    const html = drawn(high)
    expect(html).toMatch(/<path id="place-SA" fill="url\(#step-3\)"/)
    expect(html).toMatch(/<circle id="place-BH" fill="url\(#step-2\)"/)
    expect(html).not.toContain('place-GB')
    expect(html.match(/<pattern/g)).toHaveLength(4)
    expect(html).toContain('usual not known yet')
  })

  it('takes no focus: every link stands in the list or beside it', () => {
    const svg = /<svg [^>]*role="img"[\s\S]*?<\/svg>/.exec(drawn(high))![0]
    expect(svg).not.toMatch(/<a |tabindex/)
  })

  it('is calm, learning or empty in words', () => {
    expect(drawn(viewOf([place('SA')]))).toContain('Nothing unusual in any place we can measure.')
    const trouble = [{ slug: 'bank', name: { en: 'Bank', ar: 'بنك' } }]
    expect(drawn(viewOf([place('SA')], { trouble }))).toContain('Choose one in trouble')
    expect(drawn(viewOf([place('SA', { usual: null, step: null })]))).toContain('We cannot say yet')
    expect(drawn(viewOf([]))).toContain('Too few reports from any one place.')
    expect(drawn(viewOf([place('SA')], { stale: true }))).toContain('Numbers are from')
  })

  it('does not call twice the usual "as usual", where chance may have brought it', () => {
    const html = drawn(viewOf([place('SA', { reports: 184, usual: 86.9, step: 0, times: null })]))
    expect(html).toContain('usually 87')
    expect(html).toContain('further above usual than chance may bring')
    expect(html).not.toContain('>as usual<')
  })

  it('is asked for on a phone, and keeps what was chosen', () => {
    const chosen = { category: { slug: 'ai', name: { en: 'AI', ar: 'ذكاء' } } }
    const html = drawn(viewOf([place('SA')], chosen))
    expect(html).toContain('href="?category=ai&amp;map=1#map"')
    expect(html).toMatch(/<option value="category:ai" selected/)
    expect(drawn(viewOf([place('SA')], chosen), 'en', true)).not.toContain('#map')
  })
})
