import { minuteMs } from '#core/bucket.ts'
import type { Text } from '#core/locale.ts'
import type { OfficialStage } from '#core/record/official.ts'
import type { ProblemSlug } from '#core/report/report.ts'

/**
 * What happens in the sample history besides ordinary days. A scene only brings people; what is said of it
 * is the detector's own. Made up, whatever the names: no such outage of these services is meant.
 */
export interface Scene {
  slug: string
  /** outage: many networks. rumour: a few dozen people in a hurry. brigade: many reports, few networks. */
  kind: 'outage' | 'rumour' | 'brigade'
  startsAt: number
  minutes: number
  /** Extra reporters a minute at its height. */
  perMinute: number
  /** Minutes to two thirds of the height, and to half of it after the end. */
  rise: number
  fall: number
  main: { problem: ProblemSlug; share: number }
  official: { minute: number; stage: OfficialStage; body: string; lang: string }[]
  /** What editors found, so many minutes after it began. */
  falseAlarm?: { minute: number; reason: Text }
  /** The story needs the detector to say this; the ordinary crowd around it is drawn again until it does. */
  expects: 'major' | 'possible' | 'quiet' | 'anything'
}

const dayMs = 1440 * minuteMs
const hourMs = 60 * minuteMs

/** "20 40" UTC, so many UTC days before the one of `now`. */
function timeOf(now: number, daysAgo: number, utc: string): number {
  const [hours, minutes] = utc.split(' ').map(Number)
  return Math.floor(now / dayMs) * dayMs - daysAgo * dayMs + hours! * hourMs + minutes! * minuteMs
}

/** This morning in Cairo (06:20 UTC), if that is over by now and not yesterday's; else some hours ago. */
function thisMorning(now: number): number {
  const morning = timeOf(now, 0, '6 20')
  return now - morning >= 4 * hourMs ? morning : Math.floor(now / minuteMs) * minuteMs - 6 * hourMs
}

/** The operator's words come with a mark of their own: nobody should be quoted with what they never said. */
const sampleEn = (body: string) => `(Sample) ${body}`
const sampleAr = (body: string) => `(عيّنة) ${body}`

/** Work that is announced for the night to come: nobody reports it, and pages say it beforehand. */
export const workAhead = (now: number) => ({
  slug: 'alinma',
  postedAt: now - 5 * hourMs,
  hours: { from: timeOf(now, -1, '0 0'), until: timeOf(now, -1, '2 30') },
  body: sampleAr('نُحدّث أنظمة التطبيق الليلة، وقد تتعذّر الخدمات الرقمية خلال هذه المدة.'),
  lang: 'ar',
})

/** All scenes of the four weeks before `now`, oldest first. */
export const scenesBefore = (now: number): Scene[] => [
  {
    slug: 'psn',
    kind: 'outage',
    startsAt: timeOf(now, 20, '17 35'),
    minutes: 170,
    perMinute: 3.2,
    rise: 9,
    fall: 14,
    main: { problem: 'login', share: 0.62 },
    official: [
      {
        minute: 27,
        stage: 'investigating',
        body: sampleEn('Some users may have trouble signing in or starting games.'),
        lang: 'en',
      },
      {
        minute: 92,
        stage: 'identified',
        body: sampleEn('We have found the cause and are restoring sign-in step by step.'),
        lang: 'en',
      },
      { minute: 188, stage: 'resolved', body: sampleEn('Sign-in works again for everyone.'), lang: 'en' },
    ],
    expects: 'major',
  },
  ...edgeScenes(timeOf(now, 16, '11 48')),
  {
    slug: 'spotify',
    kind: 'rumour',
    startsAt: timeOf(now, 13, '18 10'),
    minutes: 9,
    perMinute: 2.2,
    rise: 1,
    fall: 1,
    main: { problem: 'login', share: 0.5 },
    official: [],
    falseAlarm: {
      minute: 95,
      reason: {
        en: 'Marked by the editors: a post claimed that accounts were being closed that evening, and people pressed the button within minutes of reading it. Log-in and playback worked throughout.',
        ar: 'علّمه المحرّرون: انتشر منشور يزعم أن الحسابات ستُغلق ذلك المساء، فضغط الناس زر الإبلاغ بعد قراءته بدقائق. كان الدخول والتشغيل يعملان طوال الوقت.',
      },
    },
    expects: 'possible',
  },
  {
    slug: 'stc',
    kind: 'outage',
    startsAt: timeOf(now, 9, '10 12'),
    minutes: 118,
    perMinute: 2.4,
    rise: 6,
    fall: 11,
    main: { problem: 'signal', share: 0.66 },
    official: [
      {
        minute: 46,
        stage: 'identified',
        body: sampleAr('تأثرت الشبكة في بعض أحياء المنطقة الشرقية، وفرقنا تعمل على الإصلاح.'),
        lang: 'ar',
      },
      {
        minute: 131,
        stage: 'resolved',
        body: sampleAr('عادت الشبكة إلى العمل في جميع الأحياء.'),
        lang: 'ar',
      },
    ],
    expects: 'major',
  },
  {
    slug: 'noon',
    kind: 'brigade',
    startsAt: timeOf(now, 7, '16 30'),
    minutes: 26,
    perMinute: 17,
    rise: 4,
    fall: 2,
    main: { problem: 'down', share: 0.9 },
    official: [],
    expects: 'quiet',
  },
  {
    slug: 'whatsapp',
    kind: 'outage',
    startsAt: timeOf(now, 5, '17 38'),
    minutes: 40,
    perMinute: 9,
    rise: 4,
    fall: 9,
    main: { problem: 'send', share: 0.64 },
    official: [
      {
        minute: 22,
        stage: 'investigating',
        body: sampleEn('We know that some people cannot send messages and are looking into it.'),
        lang: 'en',
      },
      { minute: 57, stage: 'resolved', body: sampleEn('Messages are being delivered again.'), lang: 'en' },
    ],
    expects: 'major',
  },
  {
    slug: 'we',
    kind: 'outage',
    startsAt: timeOf(now, 3, '20 05'),
    minutes: 64,
    perMinute: 1.5,
    rise: 7,
    fall: 10,
    main: { problem: 'internet', share: 0.7 },
    official: [],
    expects: 'major',
  },
  {
    slug: 'instapay',
    kind: 'outage',
    startsAt: thisMorning(now),
    minutes: 50,
    perMinute: 2,
    rise: 5,
    fall: 9,
    main: { problem: 'pay', share: 0.72 },
    official: [
      {
        minute: 34,
        stage: 'investigating',
        body: sampleAr('بعض التحويلات تتأخر حاليًا، ونعمل على معالجة ذلك.'),
        lang: 'ar',
      },
      { minute: 66, stage: 'resolved', body: sampleAr('عادت التحويلات إلى سرعتها المعتادة.'), lang: 'ar' },
    ],
    expects: 'major',
  },
]

/** One network in front of many sites fails, and those behind it rise with it: some loudly, some hardly. */
function edgeScenes(startsAt: number): Scene[] {
  const behind = (slug: string, perMinute: number, lag: number, expects: Scene['expects']): Scene => ({
    slug,
    kind: 'outage',
    startsAt: startsAt + lag * minuteMs,
    minutes: 74 - lag,
    perMinute,
    rise: 6,
    fall: 9,
    main: { problem: 'down', share: 0.7 },
    official: [],
    expects,
  })
  return [
    {
      ...behind('cloudflare', 3.4, 0, 'major'),
      // The operator was first for once: the lead of this one is negative or near it.
      official: [
        {
          minute: 2,
          stage: 'investigating',
          body: sampleEn('Raised error rates for sites behind our network.'),
          lang: 'en',
        },
        {
          minute: 31,
          stage: 'identified',
          body: sampleEn('A configuration change is being rolled back.'),
          lang: 'en',
        },
        {
          minute: 76,
          stage: 'monitoring',
          body: sampleEn('The change is rolled back; error rates are falling.'),
          lang: 'en',
        },
        { minute: 104, stage: 'resolved', body: sampleEn('Error rates are normal.'), lang: 'en' },
      ],
    },
    behind('discord', 2.4, 1, 'major'),
    behind('chatgpt', 2.2, 2, 'major'),
    behind('claude', 1.3, 3, 'major'),
    behind('canva', 0.07, 4, 'anything'),
    behind('shopify', 0.05, 5, 'anything'),
    behind('npm', 0.03, 5, 'anything'),
  ]
}

/** Services that stay without incident for so long before now, so that the live outage stands out. */
const calmDays = 6
const calmSlugs = ['chatgpt', 'openai-api', 'sora']

/** From when on the service must have had no incident, ms; null: does not matter. */
export const calmSince = (slug: string, now: number): number | null =>
  calmSlugs.includes(slug) ? now - calmDays * dayMs : null
