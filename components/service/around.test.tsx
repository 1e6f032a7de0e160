import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Locale } from '#core/locale.ts'
import type { HintView, ScopeView, StateView } from '#core/view.ts'
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from '../desk.ts'
import { viewOf } from '../view.fixture.ts'
import { Around } from './around.tsx'

const scope = (given: Partial<ScopeView>): ScopeView => ({
  kind: 'country',
  name: 'SA',
  status: 'major',
  reports15m: 72,
  usual15m: 7.4,
  verdict: viewOf({}).state.verdict!,
  ...given,
})
const egypt = scope({ name: 'EG', reports15m: 30, usual15m: 0.2 })
const gulf = scope({ kind: 'network', name: 'Gulf Net', reports15m: 44, usual15m: 3 })
const named = (slug: string, name: string) => ({ slug, name: { en: name, ar: name } })

const collateral: HintView = {
  kind: 'collateral',
  leader: named('att', 'AT&T'),
  leaderReporters15m: 740,
  leaderUsual15m: 4,
  reporters15m: 35,
  usual15m: 3,
  ratio: 0.043,
}
const upstream: HintView = {
  kind: 'upstream',
  upstream: named('aws', 'AWS'),
  upstreamStatus: 'possible',
  rose: 15,
  of: 20,
  names: [named('snapchat', 'Snapchat')],
  operatorsRose: 14,
  operatorsOf: 18,
  baseRate: 0.01,
  probability: 1e-9,
}

const textOf = (state: Partial<StateView>, locale: Locale = 'en'): string =>
  renderToStaticMarkup(
    <Around
      desk={deskOn(translatorOf(locale), 'UTC')}
      view={viewOf(state)}
      names={locale === 'en' ? { SA: 'Saudi Arabia', EG: 'Egypt' } : { SA: 'السعودية', EG: 'مصر' }}
    />,
  )
const bare = (html: string) => html.replaceAll(/<[^>]+>/g, '')

describe('where the trouble is', () => {
  it('is not spoken of when nothing is known', () => {
    expect(textOf({})).toBe('')
  })

  it('is "only in" the country when the rest is as usual, once for several', () => {
    expect(bare(textOf({ scopes: [scope({}), gulf], confinedTo: 'country' }))).toBe(
      'Only in Saudi Arabia: 72 reports from there in 15 minutes; 7 is usual. Elsewhere reports are as usual.',
    )
    expect(bare(textOf({ scopes: [scope({}), egypt], confinedTo: 'country' }))).toContain(
      'Only in Saudi Arabia and Egypt: 102 reports',
    )
    expect(bare(textOf({ scopes: [scope({}), egypt], confinedTo: 'country' }, 'ar'))).toContain(
      'تقتصر على السعودية ومصر: 102 بلاغ',
    )
  })

  it('is the network where that says it', () => {
    const html = textOf({ scopes: [scope({}), gulf], confinedTo: 'network' })
    expect(bare(html)).toContain('Only on Gulf Net: 44 reports')
    expect(html).toContain('<bdi>Gulf Net</bdi>')
  })

  it('is named without "only" when others may be hit too', () => {
    const said = bare(textOf({ status: 'none', scopes: [scope({}), egypt], confinedTo: null }))
    expect(said).toContain('Unusually many from Saudi Arabia: 72 reports in 15 minutes; 7 is usual.')
    expect(said).toContain('Unusually many from Egypt: 30 reports in 15 minutes; close to none is usual.')
    expect(said).not.toContain('Only')
    // When the whole is in trouble, the list of places says where.
    expect(textOf({ status: 'major', scopes: [scope({}), egypt], confinedTo: null })).toBe('')
  })
})

describe('whose failure it may be', () => {
  it('is told with both numbers and a link', () => {
    const html = textOf({ hints: [collateral] })
    expect(html).toContain('<a href="/en/status/att"><bdi>AT&amp;T</bdi></a>')
    expect(bare(html)).toContain('has far more reports: 740 in 15 minutes, against 35 here')
    expect(bare(textOf({ hints: [collateral] }, 'ar'))).toContain('740 خلال 15 دقيقة مقابل 35 هنا')
  })

  it('is what they stand on when many rise together, with the chance', () => {
    expect(bare(textOf({ hints: [upstream] }))).toContain(
      '15 of 20 services that depend on AWS rose within ten minutes: the cause may lie there. By chance alone: about 1 in 1,000,000,000.',
    )
    expect(bare(textOf({ hints: [upstream] }, 'ar'))).toContain('عن 15 من أصل 20 خدمة تعتمد على AWS')
  })
})
