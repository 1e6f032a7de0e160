import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactVerdict } from '#core/detect/verdict.fixture.ts'
import { reasonCodes } from '#core/detect/verdict.ts'
import { roundVerdict } from '#core/detect/verdict-rounding.ts'
import { type Locale, locales } from '#core/locale.ts'
import { statuses } from '#core/status.ts'
import type { VerdictView } from '#core/view.ts'
import { chanceText, explainVerdict, tellsRun } from './explain.ts'
import { translatorOf } from './index.ts'

const wordsOf = (locale: Locale, given: Partial<VerdictView> = {}): string[] =>
  explainVerdict(translatorOf(locale), { ...exactVerdict, ...given })

/** Small numbers that a language says without figures. */
const spoken: Record<Locale, [RegExp, number][]> = {
  en: [[/nobody|close to none|hold none|does not count as above|No network sent/, 0]],
  ar: [
    [/لم يُبلغ أحد|قريب من الصفر|لا بلاغات|ولا تُحسب الدقيقة|من أي شبكة/, 0],
    [/خلال دقيقة|دقيقة واحدة|شخص واحد|شبكة واحدة|بلاغ واحد/, 1],
    [/دقيقتين|شخصان|شبكتين|بلاغان/, 2],
  ],
}

/** Every number that sentences say; the time and the rule's name are no numbers. */
function numbersIn(locale: Locale, words: string[], { ruleVersion }: VerdictView): Set<number> {
  const text = words
    .join(' ')
    .replace(ruleVersion, '')
    .replace(/\d\d:\d\d/, '')
  const figures = [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([figure]) =>
    Number(figure.replaceAll(',', '')),
  )
  const said = spoken[locale].flatMap(([words, n]) => (words.test(text) ? [n] : []))
  return new Set([...figures, ...said])
}

const positive = (max: number) => fc.double({ min: 0, max, noNaN: true })
const count = fc.oneof(fc.constantFrom(0, 1, 2, 3, 11, 100), fc.nat(20_000))
const amount = fc.oneof(positive(12), positive(20_000), count)

const anyVerdict: fc.Arbitrary<VerdictView> = fc
  .record({
    at: fc.nat(1e6).map((minute) => new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString()),
    status: fc.constantFrom(...statuses),
    unknownReason: fc.constantFrom(null, 'few' as const, 'young' as const, 'stale' as const),
    windowMinutes: fc.oneof(fc.constantFrom(1, 2, 3, 11, 100), fc.constantFrom(5, 10, 15, 30, 60)),
    reporters: count,
    weight: fc.oneof(fc.constant(1), positive(1)),
    expected: amount,
    interval: fc
      .tuple(amount, fc.oneof(fc.constant(0), amount))
      .map(([low, more]) => [low, low + more] as const),
    threshold: amount,
    more: amount,
    tailProbability: fc.oneof(
      positive(1),
      fc.double({ min: 0, max: 40, noNaN: true }).map((n) => 10 ** -n),
    ),
    breadth: fc.option(amount),
    minutesAbove: count,
    reasons: fc.subarray([...reasonCodes]),
  })
  .map(({ weight, more, interval: [low, high], ...given }) => ({
    ...exactVerdict,
    ...given,
    observed: given.reporters * weight,
    interval: [low, high],
    majorThreshold: given.threshold + more,
  }))

const fieldsOf = (verdict: VerdictView): number[] => [
  verdict.windowMinutes,
  verdict.reporters,
  verdict.observed,
  verdict.expected,
  ...verdict.interval,
  verdict.threshold,
  verdict.majorThreshold,
  ...(tellsRun(verdict) ? [verdict.minutesAbove] : []),
  ...(verdict.breadth === null ? [] : [verdict.breadth]),
]

/** Whether "1 in n" tells this chance, to two figures. */
const tells = (n: number, probability: number): boolean =>
  n === 1e12 ? probability <= 1.01e-12 : Math.abs(n * probability - 1) < 0.06

describe('words and numbers of a verdict', () => {
  it.each(locales)('agree in "%s", whatever the verdict', (locale) => {
    fc.assert(
      fc.property(anyVerdict, (verdict) => {
        const shown = roundVerdict(verdict)
        const fields = fieldsOf(shown)
        const said = numbersIn(locale, explainVerdict(translatorOf(locale), verdict), shown)
        for (const field of fields) expect(said).toContain(field)
        const invented = [...said].filter(
          (n) => !fields.includes(n) && n !== 1 && !tells(n, shown.tailProbability),
        )
        expect(invented).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('name time, chance and rule', () => {
    for (const locale of locales) {
      const text = wordsOf(locale).join(' ')
      for (const part of ['14:05', 'UTC', '1,600,000', 'multiscale-nb-2']) expect(text).toContain(part)
    }
  })

  it('are whole sentences', () => {
    fc.assert(
      fc.property(anyVerdict, fc.constantFrom(...locales), (verdict, locale) => {
        for (const sentence of explainVerdict(translatorOf(locale), verdict))
          expect(sentence).toMatch(/^[\p{Lu}\p{Lo}].*[^.]\.$/u)
      }),
    )
  })
})

describe('a verdict in words', () => {
  it('reads so in English', () => {
    expect(wordsOf('en')).toEqual([
      'In the 15 minutes to 14:05 UTC, 42 people reported a problem.',
      'After our checks the reports weigh 38.',
      'Usual for such a window at this hour is 6.2.',
      'Nineteen of twenty ordinary windows lie between 2 and 11.',
      'On an ordinary day chance alone brings so many about 1 time in 1,600,000.',
      'From 18 this window alone would mean possible problems, from 31 major ones.',
      'The count has stood above that first level for 6 minutes in a row.',
      'The reports of the last quarter of an hour come from about 14 networks.',
      'So we say: possible problems.',
      'The reason: so many reports are unlikely on an ordinary day; and too few networks behind the reports.',
      'Judged by rule multiscale-nb-2.',
    ])
  })

  it('reads so in Arabic', () => {
    expect(wordsOf('ar')).toEqual([
      'خلال 15 دقيقة حتى الساعة 14:05 بالتوقيت العالمي (UTC)، أبلغ 42 شخصًا عن مشكلة.',
      'وبلغ وزن البلاغات بعد التدقيق 38.',
      'والمعتاد لنافذة كهذه في مثل هذا الوقت 6.2.',
      'وتقع تسع عشرة من كل عشرين نافذة عادية بين 2 و11.',
      'واحتمال أن تأتي المصادفة وحدها بهذا العدد في يوم عادي نحو 1 من 1,600,000.',
      'وهذه النافذة وحدها تعني «مشكلة محتملة» ابتداءً من 18، و«بلاغات واسعة» ابتداءً من 31.',
      'والعدد فوق الحدّ الأول منذ 6 دقائق متتالية.',
      'وجاءت بلاغات ربع الساعة الأخير من نحو 14 شبكة.',
      'فنقول: «مشكلة محتملة».',
      'والسبب: هذا العدد مستبعَد في يوم عادي؛ وشبكات أقل مما يكفي وراء البلاغات.',
      'والقاعدة المطبَّقة ⁨multiscale-nb-2⁩.',
    ])
  })

  it.each([
    [1, 'خلال دقيقة حتى', 'أبلغ شخص واحد عن', 'من شبكة واحدة', 'منذ دقيقة واحدة'],
    [2, 'خلال دقيقتين حتى', 'أبلغ شخصان عن', 'من نحو شبكتين', 'منذ دقيقتين'],
    [3, 'خلال 3 دقائق حتى', 'أبلغ 3 أشخاص عن', 'من نحو 3 شبكات', 'منذ 3 دقائق'],
    [11, 'خلال 11 دقيقة حتى', 'أبلغ 11 شخصًا عن', 'من نحو 11 شبكة', 'منذ 11 دقيقة'],
    [100, 'خلال 100 دقيقة حتى', 'أبلغ 100 شخص عن', 'من نحو 100 شبكة', 'منذ 100 دقيقة'],
  ])('counts to %i in Arabic', (n, ...parts) => {
    const given = { windowMinutes: n, reporters: n, observed: n, breadth: n, minutesAbove: n }
    const text = wordsOf('ar', given).join(' ')
    for (const part of parts) expect(text).toContain(part)
  })

  it('says nothing of weights where every person counts in full', () => {
    expect(wordsOf('en', { reporters: 38 }).join(' ')).not.toContain('weigh')
  })

  it.each([
    ['possible', false],
    ['major', false],
    ['recovering', false],
    ['none', true],
    ['unknown', true],
  ] as const)('of “%s” says that the last minute does not count: %s', (status, isSaid) => {
    const said = { en: 'The last minute does not count', ar: 'ولا تُحسب الدقيقة الأخيرة' }
    for (const locale of locales)
      expect(wordsOf(locale, { status, minutesAbove: 0 }).join(' ').includes(said[locale])).toBe(isSaid)
    expect(wordsOf('en', { status, minutesAbove: 1 }).join(' ')).toContain('for 1 minute.')
  })

  it('tells a quiet night without odd zeros', () => {
    const words = wordsOf('en', {
      ...{ status: 'none', observed: 0, reporters: 0, expected: 0.01, interval: [0, 0] },
      ...{ threshold: 4, majorThreshold: 6, tailProbability: 1, breadth: 0, minutesAbove: 0, reasons: [] },
    })
    expect(words).toEqual([
      'In the 15 minutes to 14:05 UTC, nobody reported a problem.',
      'Usual for such a window at this hour is close to none.',
      'Nineteen of twenty ordinary windows hold none.',
      'Such a count is not unusual on an ordinary day.',
      'From 4 this window alone would mean possible problems, from 6 major ones.',
      'The last minute does not count as above that first level.',
      'No network sent reports in the last quarter of an hour.',
      'So we say: no sign of problems.',
      'Judged by rule multiscale-nb-2.',
    ])
  })

  it.each([
    [{ status: 'unknown', unknownReason: 'young' }, 'So we do not judge yet: we are still learning'],
    [{ status: 'unknown', unknownReason: 'few' }, 'So we do not judge: too few people report'],
    [{ status: 'unknown', unknownReason: 'stale' }, 'So we say nothing of now: we have no fresh data'],
    [{ status: 'unknown' }, 'So we say: not enough reports to say.'],
    [{ breadth: null }, 'How many networks the reports come from was not measured.'],
    [
      { status: 'none', reasons: ['capped'] },
      'The reason: many reports, but few that can be fully believed.',
    ],
    [
      { status: 'none', reasons: ['after'] },
      'The reason: the window still holds reports of an incident that is over.',
    ],
    [
      { status: 'major', reasons: ['surprise-possible', 'surprise-major'] },
      'The reason: so many reports are very unlikely on an ordinary day.',
    ],
  ] satisfies [Partial<VerdictView>, string][])('knows the case %j', (given, words) => {
    expect(wordsOf('en', given).join(' ')).toContain(words)
  })
})

describe('a chance', () => {
  it.each([
    [1, 'not unusual', 'ليس غريبًا'],
    [0.2, 'not unusual', 'ليس غريبًا'],
    [0.19, 'about 1 in 5.3', 'نحو 1 من 5.3'],
    [0.0213, 'about 1 in 47', 'نحو 1 من 47'],
    [4e-9, 'about 1 in 250,000,000', 'نحو 1 من 250,000,000'],
    [1e-30, 'less than 1 in 1,000,000,000,000', 'أقل من 1 من 1,000,000,000,000'],
    [0, 'less than 1 in 1,000,000,000,000', 'أقل من 1 من 1,000,000,000,000'],
  ])('of %d is told', (probability, en, ar) => {
    expect(chanceText(translatorOf('en'), probability)).toBe(en)
    expect(chanceText(translatorOf('ar'), probability)).toBe(ar)
  })
})
