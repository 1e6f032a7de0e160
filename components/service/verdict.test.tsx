import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Locale } from '#core/locale.ts'
import type { Status, UnknownReason } from '#core/status.ts'
import type { ServiceView, TimelineEntry } from '#core/view.ts'
import { translatorOf } from '#i18n/index.ts'
import { titleOf } from '#i18n/verdict.ts'
import { deskOn } from '../desk.ts'
import { plainLine } from '../line.tsx'
import { viewOf } from '../view.fixture.ts'
import { StatusBanner } from './status-banner.tsx'

const official: TimelineEntry = {
  kind: 'official',
  number: 1,
  stage: 'investigating',
  at: '2026-03-17T12:11:00Z',
  body: 'We are looking into it.',
  lang: 'en',
  url: null,
}

interface Case {
  locale: Locale
  status: Status
  reports?: number
  usual?: number | null
  times?: number | null
  confirmed?: boolean
  reason?: UnknownReason
}

const viewFor = (one: Case): ServiceView =>
  viewOf(
    {
      status: one.status,
      unknownReason: one.reason ?? null,
      reports15m: one.reports ?? 1284,
      reports60m: 2,
      usual15m: one.usual === undefined ? 12 : one.usual,
      timesUsual: one.times === undefined ? 107 : one.times,
    },
    { confirmed: one.confirmed ?? false },
  )

const desk = (locale: Locale) => deskOn(translatorOf(locale), 'UTC')

/** What the banner says, without its markup. */
function banner(one: Case): { h1: string; lede: string; label: string } {
  const html = renderToStaticMarkup(<StatusBanner desk={desk(one.locale)} view={viewFor(one)} names={{}} />)
  const text = (pattern: RegExp) => (pattern.exec(html)?.[1] ?? '').replace(/<[^>]+>/g, '').trim()
  return {
    h1: text(/<h1>(.*?)<\/h1>/),
    lede: text(/<p class="lede">(.*?)<\/p>/),
    label: text(/<p class="label">(.*?)<\/p>/),
  }
}

const title = (one: Case): string => {
  const view = viewFor(one)
  return plainLine(desk(one.locale), titleOf(translatorOf(one.locale), view), view.state.at)
}

describe('the verdict', () => {
  it('says nothing is unusual', () => {
    expect(banner({ locale: 'en', status: 'none', reports: 9 })).toEqual({
      label: 'No sign of problems',
      h1: 'Nothing unusual at ChatGPT.',
      lede: '9 people reported a problem in the last 15 minutes; 12 is usual for now. If it fails for you, it may be your connection.',
    })
    expect(banner({ locale: 'ar', status: 'none', reports: 9 })).toEqual({
      label: 'لا مؤشرات على عطل',
      h1: 'لا شيء غير معتاد في ChatGPT',
      lede: 'أبلغ 9 أشخاص عن مشكلة خلال آخر 15 دقيقة، والمعتاد الآن 12. إن لم يعمل عندك فقد تكون المشكلة في اتصالك.',
    })
  })

  it('says that there may be problems', () => {
    expect(banner({ locale: 'en', status: 'possible', reports: 41, times: 3.4 })).toEqual({
      label: 'Possible problems for 2 h 56 min',
      h1: 'ChatGPT may be having problems.',
      lede: '41 people reported a problem in the last 15 minutes, about 3 times the usual 12. It began at 11:50.',
    })
    expect(banner({ locale: 'ar', status: 'possible', reports: 41, times: 3.4 })).toEqual({
      label: 'مشكلة محتملة منذ ساعتين و56 دقيقة',
      h1: 'قد تكون هناك مشكلة في ChatGPT',
      lede: 'أبلغ 41 شخصًا عن مشكلة خلال آخر 15 دقيقة، أي نحو 3 أضعاف المعتاد (12). بدأت عند 11:50.',
    })
  })

  it('names a small usual so that the ratio to it comes out', () => {
    const one = { status: 'major', reports: 131, usual: 1.49, times: 88 } as const
    expect(banner({ locale: 'en', ...one }).lede).toContain('131 people')
    expect(banner({ locale: 'en', ...one }).lede).toContain('about 88 times the usual 1.5.')
    expect(banner({ locale: 'ar', ...one }).lede).toContain('نحو 88 ضعف المعتاد (1.5).')
  })

  it('lets people report major problems before anybody else confirms them', () => {
    const [english, arabic] = [
      banner({ locale: 'en', status: 'major' }),
      banner({ locale: 'ar', status: 'major' }),
    ]
    expect(english.h1).toBe('People report major problems with ChatGPT.')
    expect(arabic.h1).toBe('بلاغات واسعة عن مشكلات في ChatGPT')
    expect(title({ locale: 'en', status: 'major' })).not.toContain('Yes')
    for (const said of [arabic.h1, arabic.label, arabic.lede]) expect(said).not.toContain('عطل')
    expect(title({ locale: 'ar', status: 'major' })).not.toContain('نعم')
  })

  it('states major problems once the operator does', () => {
    expect(banner({ locale: 'en', status: 'major', confirmed: true })).toEqual({
      label: 'Major problems for 2 h 56 min',
      h1: 'ChatGPT is having major problems.',
      lede: '1,284 people reported a problem in the last 15 minutes, about 107 times the usual 12. It began at 11:50.',
    })
    expect(banner({ locale: 'ar', status: 'major', confirmed: true })).toEqual({
      label: 'عطل واسع منذ ساعتين و56 دقيقة',
      h1: 'عطل واسع في ChatGPT الآن',
      lede: 'أبلغ 1,284 شخصًا عن مشكلة خلال آخر 15 دقيقة، أي نحو 107 أضعاف المعتاد (12). بدأ العطل عند 11:50.',
    })
    expect(title({ locale: 'en', status: 'major', confirmed: true })).toBe(
      'Is ChatGPT down? Yes, major problems: 1,284 reports in 15 min',
    )
    expect(title({ locale: 'ar', status: 'major', confirmed: true })).toBe(
      'هل ChatGPT معطّل الآن؟ نعم، عطل واسع: 1,284 بلاغًا في 15 دقيقة',
    )
  })

  it('says what a recovering service comes down from', () => {
    expect(banner({ locale: 'en', status: 'recovering', reports: 212, confirmed: true })).toEqual({
      label: 'Recovering since 14:30',
      h1: 'ChatGPT is recovering.',
      lede: '212 people reported a problem in the last 15 minutes, down from 3,412 at 12:45. It began at 11:50.',
    })
    expect(banner({ locale: 'ar', status: 'recovering', reports: 212 }).h1).toBe('البلاغات عن ChatGPT تنحسر')
    expect(banner({ locale: 'ar', status: 'recovering', reports: 212, confirmed: true }).lede).toBe(
      'أبلغ 212 شخصًا عن مشكلة خلال آخر 15 دقيقة، بعد ذروة بلغت 3,412 عند 12:45. بدأ العطل عند 11:50.',
    )
  })

  it('says why nothing can be said', () => {
    const few = banner({ locale: 'en', status: 'unknown', reason: 'few', usual: null, times: null })
    expect(few.h1).toBe('We can’t tell yet for ChatGPT.')
    expect(few.lede).toMatch(/^2 people reported a problem in the last hour\. We need 24 reports/)
    expect(banner({ locale: 'ar', status: 'unknown', reason: 'few', usual: null, times: null }).lede).toMatch(
      /^أبلغ شخصان عن مشكلة خلال آخر ساعة\. نحتاج إلى 24 بلاغًا/,
    )
    const stale = banner({ locale: 'en', status: 'unknown', reason: 'stale', reports: 3 })
    expect(stale.label).toBe('No fresh data')
    expect(stale.lede).toBe('The last figure we hold is from 14:46: 3 reports in 15 minutes.')
  })

  it.each([
    [0, 'لم يُبلغ أحد'],
    [1, 'أبلغ شخص واحد'],
    [2, 'أبلغ شخصان'],
    [9, 'أبلغ 9 أشخاص'],
    [41, 'أبلغ 41 شخصًا'],
    [200, 'أبلغ 200 شخص'],
  ])('counts %d people in Arabic', (reports, words) => {
    expect(banner({ locale: 'ar', status: 'none', reports }).lede).toContain(`${words} عن مشكلة`)
  })

  it.each([
    [0, 'Nobody reported'],
    [1, '1 person reported'],
    [2, '2 people reported'],
  ])('counts %d people in English', (reports, words) => {
    expect(banner({ locale: 'en', status: 'none', reports }).lede).toContain(words)
  })
})

describe('"times the usual"', () => {
  const lede = (one: Partial<Case>) => banner({ locale: 'en', status: 'major', ...one }).lede

  it('is left out where the ratio says nothing', () => {
    expect(lede({ times: null })).toContain('; 12 is usual for now.')
    expect(lede({ times: 1.6 })).toContain('; 12 is usual for now.')
  })

  it('is rounded to a whole number', () => {
    expect(lede({ times: 2.4 })).toContain('about 2 times the usual 12')
    expect(lede({ times: 106.7 })).toContain('about 107 times')
  })

  it('stops at 999', () => {
    expect(lede({ times: 1200 })).toContain('more than 999 times the usual 12')
  })

  it('is not a ratio to nearly nothing', () => {
    expect(lede({ usual: 0.4, times: null })).toContain('far above the usual, which is close to none.')
    expect(banner({ locale: 'ar', status: 'major', usual: 0.4, times: null }).lede).toContain(
      'والمعتاد قريب من الصفر',
    )
  })

  it('has the Arabic dual', () => {
    expect(banner({ locale: 'ar', status: 'major', times: 2 }).lede).toContain('نحو ضعفَي المعتاد (12)')
  })

  it('says nothing of a usual level that is not learnt', () => {
    expect(lede({ usual: null, times: null })).toContain('in the last 15 minutes. It began')
  })
})

describe("the operator's word", () => {
  const overlay = (
    stage: 'investigating' | 'resolved',
    status: 'possible' | 'major' | 'recovering' = 'major',
    locale: 'en' | 'ar' = 'en',
  ) => {
    const view = viewOf({ status }, { timeline: [{ ...official, stage }] })
    return renderToStaticMarkup(<StatusBanner desk={desk(locale)} view={view} names={{}} />).replace(
      /<[^>]+>/g,
      '',
    )
  }

  it('stands below the lede', () => {
    expect(overlay('investigating')).toContain('OpenAI confirms a problem.')
    expect(overlay('resolved', 'recovering')).toContain('OpenAI says it is over.')
  })

  it('that all is well stands beside our status while we still see trouble, and replaces nothing', () => {
    for (const status of ['possible', 'major'] as const)
      expect(overlay('resolved', status)).toContain('OpenAI says all is well.')
    expect(overlay('resolved')).toContain('People report major problems')
    expect(overlay('resolved', 'major', 'ar')).toContain('OpenAI تقول إن الخدمة تعمل.')
  })

  it('of planned work stands beside any status, in its hours and the day before, and confirms nothing', () => {
    const planned = (from: string, until: string, locale: Locale = 'en') => {
      const work = { id: 'w', at: '2026-03-15T09:00:00.000Z', body: '', lang: 'en', url: null }
      const view = { ...viewOf({ status: 'none' }), incident: null, maintenance: [{ ...work, from, until }] }
      view.state.at = '2026-03-17T14:46:20.000Z'
      return renderToStaticMarkup(<StatusBanner desk={desk(locale)} view={view} names={{}} />).replace(
        /<[^>]+>/g,
        '',
      )
    }
    const now = planned('2026-03-17T14:00:00.000Z', '2026-03-17T16:30:00.000Z')
    expect(now).toContain('Planned maintenance until 16:30, says OpenAI.')
    expect(now).toContain('Nothing unusual at ChatGPT.')
    expect(planned('2026-03-18T01:00:00.000Z', '2026-03-18T02:00:00.000Z')).toContain(
      'Planned maintenance from 01:00, 18 March, says OpenAI.',
    )
    expect(planned('2026-03-17T14:00:00.000Z', '2026-03-17T16:30:00.000Z', 'ar')).toContain(
      'صيانة معلنة من OpenAI حتى 16:30.',
    )
    expect(planned('2026-03-17T12:00:00.000Z', '2026-03-17T14:00:00.000Z')).not.toContain('maintenance')
  })

  it('on planned work in an incident’s timeline is no word on the incident', () => {
    const announced = { ...official, stage: 'maintenance' as const }
    const view = viewOf({ status: 'major' }, { timeline: [official, announced] })
    expect(renderToStaticMarkup(<StatusBanner desk={desk('en')} view={view} names={{}} />)).toContain(
      'confirms a problem.',
    )
  })
})
