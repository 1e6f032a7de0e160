import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { rangeNames, ranges } from '#core/bucket.ts'
import en from '#i18n/en.json' with { type: 'json' }
import { flatten } from '#i18n/flatten.ts'
import { messagesOf } from '#i18n/index.ts'
import { laterWords } from '#i18n/later-words.ts'
import {
  compareWords,
  followedWords,
  incidentWords,
  saidInOtherRanges,
  serviceWords,
} from './island-words.ts'

// An island gets the words it may say and no others: one too few breaks the page, one too many travels for nothing.

const root = fileURLToPath(new URL('../..', import.meta.url))
const known = Object.keys(flatten(en))

/** Said by names put together of several pieces: lengths of time. */
const composed = /^time\.(words|after)?\.?(days|hours|minutes|now)$/
/** Worked out with the verdict, and said by the page's head alone. */
const unsaid = /^verdict\.title\./

/** The words that an island's code may say: by strings that are keys, and by templates that make keys. */
async function saidBy(entry: string, external: string[] = []): Promise<string[]> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    packages: 'external',
    external,
    splitting: true,
    format: 'esm',
    minifyWhitespace: true,
    jsx: 'automatic',
    outdir: 'none',
  })
  const code = outputFiles.map(({ text }) => text).join('\n')
  const strings = new Set([...code.matchAll(/["'`]([\w.-]+)["'`]/g)].map(([, text]) => text))
  const templates = [...code.matchAll(/`([a-z]+\.[^`]*\$\{[^`]*)`/g)].map(
    ([, text = '']) =>
      new RegExp(
        `^${text
          .split(/\$\{[^}]*\}/)
          .map((part) => part.replaceAll('.', '\\.'))
          .join('[\\w.-]+')}$`,
      ),
  )
  return known.filter((key) => strings.has(key) || templates.some((template) => template.test(key)))
}

/** Code that comes when it is needed brings its words by itself. */
const comesLater = ['../report/report-later.tsx', './notes-live.tsx']

describe('words that travel to the browser', () => {
  it.each(['components/report/report-later.tsx', 'components/notes/notes-live.tsx'])(
    '%s finds all that it says',
    async (entry) => {
      const given = Object.keys(messagesOf('en', [...serviceWords, ...laterWords]))
      expect((await saidBy(entry)).filter((key) => !given.includes(key))).toEqual([])
    },
  )

  it.each([
    ['components/live/live-service.tsx', serviceWords],
    ['components/incident/incident-chart.tsx', incidentWords],
    ['components/compare/live-reader.tsx', compareWords],
    ['components/follow/followed-table.tsx', followedWords],
  ])('%s gets what it says and no more', async (entry, words) => {
    const given = Object.keys(messagesOf('en', words))
    const said = await saidBy(entry, comesLater)
    expect(said.filter((key) => !given.includes(key) && !unsaid.test(key))).toEqual([])
    expect(given.filter((key) => !said.includes(key) && !composed.test(key))).toEqual([])
  })

  it.each(rangeNames)('a page of %s gets all that its chart may say', (range) => {
    const given = Object.keys(messagesOf('en', serviceWords, saidInOtherRanges(range)))
    const ofOne = /^chart\.(title|peak|read)\./
    expect(given.filter((key) => ofOne.test(key))).toEqual([
      `chart.title.${range}`,
      `chart.peak.${range}`,
      `chart.read.m${ranges[range].bucketMinutes}`,
    ])
    const others = (key: string) => !ofOne.test(key)
    expect(given.filter(others)).toEqual(Object.keys(messagesOf('en', serviceWords)).filter(others))
  })
})
