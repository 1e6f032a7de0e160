import { beforeAll, describe, expect, it } from 'vitest'
import type { CollateralHint, UpstreamHint } from '#core/around/attribution.ts'
import { playReconstruction } from './play.ts'
import { readReconstruction, reconstructionNames } from './reconstruction.ts'
import { type ReconstructionReport, reportOn } from './report.ts'

const reports = new Map<string, ReconstructionReport>()

beforeAll(() => {
  for (const name of reconstructionNames()) {
    const data = readReconstruction(name)
    reports.set(name, reportOn(name, data, playReconstruction(data), 'en'))
  }
}, 120_000)

const serviceOf = (name: string, slug: string) =>
  reports.get(name)!.services.find((service) => service.slug === slug)!

it('reaches possible, major and the end for all that rise', () => {
  for (const { name, services } of reports.values()) {
    const risen = services.filter(({ onset }) => onset !== null)
    expect(risen.length).toBeGreaterThan(0)
    for (const { slug, reached } of risen) {
      const times = [reached.possible, reached.major, reached.recovering, reached.none]
      expect([name, slug, times.every((at) => at !== null)]).toEqual([name, slug, true])
      expect(times).toEqual([...times].sort())
    }
  }
})

it('gives every change its words, with the numbers in them', () => {
  for (const { services } of reports.values()) {
    for (const { to, words } of services.flatMap(({ changes }) => changes)) {
      expect(words.length).toBeGreaterThan(6)
      if (to === 'major') expect(words.join(' ')).toContain('So we say: major problems.')
    }
  }
})

it('lets quiet services be, but for a false alarm that is called one', () => {
  const quiet = reports.get('aws-2025-10-20')!.services.filter(({ onset }) => onset === null)
  expect(quiet.length).toBeGreaterThan(30)
  expect(quiet.filter(({ reached }) => reached.major !== null)).toEqual([])
  expect(quiet.filter(({ reached }) => reached.possible !== null).length).toBeLessThanOrEqual(2)
})

describe('against the first official word', () => {
  it('OpenAI: possible within two minutes of the rise, major within four', () => {
    const { delay, leadMinutes } = serviceOf('openai-2024-12-11', 'chatgpt')
    expect(delay.possible).toBeLessThanOrEqual(2)
    expect(delay.major).toBeLessThanOrEqual(4)
    expect(leadMinutes).toBeGreaterThan(30)
  })

  it('OpenAI: with other made-up minutes no more than a minute later', () => {
    const name = 'openai-2024-12-11'
    const data = readReconstruction(name)
    for (const seed of ['one', 'two', 'three', 'four', 'five', 'six']) {
      const [chatgpt] = reportOn(name, data, playReconstruction(data, seed), 'en').services
      expect(chatgpt!.delay.possible).toBeLessThanOrEqual(3)
      expect(chatgpt!.delay.major).toBeLessThanOrEqual(4)
    }
  })

  it('Meta: the crowd is an hour earlier', () => {
    expect(serviceOf('meta-2024-12-11', 'facebook').leadMinutes).toBeGreaterThanOrEqual(60)
  })

  it('Facebook: the operator was first, and we say so', () => {
    for (const slug of ['facebook', 'instagram'])
      expect(serviceOf('facebook-2024-03-05', slug).leadMinutes).toBeLessThanOrEqual(0)
  })

  it('Rogers: three hours and more', () => {
    expect(serviceOf('rogers-2022-07-08', 'rogers').leadMinutes).toBeGreaterThanOrEqual(180)
  })

  it('nobody is credited with a lead over an operator who said nothing', () => {
    expect(serviceOf('att-2024-02-22', 'verizon')).toMatchObject({ official: null, leadMinutes: null })
    expect(serviceOf('aws-2025-10-20', 'snapchat')).toMatchObject({ official: null, leadMinutes: null })
  })
})

describe('whose failure it is', () => {
  it.each(['verizon', 't-mobile', 'boost'])('AT&T: %s is perhaps blamed, and keeps its status', (slug) => {
    const { hints, reached } = serviceOf('att-2024-02-22', slug)
    expect(hints).toHaveLength(1)
    const hint = hints[0]!.fullest as CollateralHint
    expect(hint).toMatchObject({ kind: 'collateral', leader: 'att' })
    expect(hint.leaderReporters15m).toBeGreaterThan(10 * hint.reporters15m)
    expect(hints[0]!.words.fullest).toContain(`${hint.reporters15m} reports in 15 minutes`)
    expect(hints[0]!.words.fullest).toContain(`${hint.leaderReporters15m} about AT&T`)
    expect(reached.major).not.toBeNull()
  })

  it.each(['att', 'cricket'])('AT&T: %s really fails', (slug) => {
    expect(serviceOf('att-2024-02-22', slug).hints).toEqual([])
  })

  it('AWS: those that stand on it rise together, with the numbers', () => {
    const { hints } = serviceOf('aws-2025-10-20', 'snapchat')
    expect(hints).toHaveLength(1)
    const hint = hints[0]!.fullest as UpstreamHint
    expect(hint).toMatchObject({ kind: 'upstream', upstream: 'aws', of: 19 })
    expect(hint.rose).toBeGreaterThanOrEqual(8)
    expect(hints[0]!.words.fullest).toContain(
      `${hint.rose} of 19 services that depend on Amazon Web Services`,
    )
  })

  it.each(['meta-2024-12-11', 'facebook-2024-03-05', 'openai-2024-12-11', 'rogers-2022-07-08'])(
    '%s: one operator, no hint',
    (name) => {
      expect(reports.get(name)!.services.flatMap(({ hints }) => hints)).toEqual([])
    },
  )
})
