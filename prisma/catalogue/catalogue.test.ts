import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { foldText } from '#core/fold.ts'
import { createSearch } from '#core/search.ts'
import { catalogueProblems } from '#core/service.ts'
import { loadCatalogue } from './load.ts'

const catalogue = loadCatalogue()
const { categories, operators, services } = catalogue
const search = createSearch(
  services.map(({ slug, name, aliases, rank }) => ({ slug, names: [name.en, name.ar], aliases, rank })),
)

/** Brands that Arabic readers write in Latin letters too. */
const latinBrands = [
  'chatgpt',
  'github',
  'github-actions',
  'github-copilot',
  'gitlab',
  'npm',
  'docker-hub',
  'vercel',
  'jira',
]

/** Names that differ only in what the search forgives anyway count as one. */
const bareForm = (text: string) =>
  foldText(text)
    .replace(/(^| )ال(?=[^ ]{2})/gu, '$1')
    .replaceAll(' ', '')

describe('the catalogue', () => {
  it('is sound', () => {
    expect(catalogueProblems(catalogue)).toEqual([])
    expect(services.length).toBeGreaterThanOrEqual(150)
  })

  it('gives every service its own rank, 1 included', () => {
    const ranks = services.map(({ rank }) => rank)
    expect(new Set(ranks).size).toBe(ranks.length)
    expect(Math.min(...ranks)).toBe(1)
  })

  it('has no empty category, no idle operator, no unknown country', () => {
    const usedCategories = new Set(services.map(({ category }) => category))
    const usedOperators = new Set(services.map(({ operator }) => operator))
    expect(categories.filter(({ slug }) => !usedCategories.has(slug))).toEqual([])
    expect(operators.filter(({ slug }) => !usedOperators.has(slug))).toEqual([])
    const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
    const markets = new Set(services.flatMap((service) => service.markets))
    expect([...markets].filter((market) => countries.of(market) === undefined)).toEqual([])
  })

  it('lets no two services share a name or alias', () => {
    const owners = new Map<string, string>()
    const shared: string[] = []
    for (const { slug, name, aliases } of services)
      for (const text of [name.en, name.ar, ...aliases]) {
        const owner = owners.get(bareForm(text))
        if (owner !== undefined && owner !== slug) shared.push(`"${text}": ${owner} and ${slug}`)
        owners.set(bareForm(text), slug)
      }
    expect(shared).toEqual([])
  })

  it('has aliases in lower case that say something new, in both scripts', () => {
    const faults: string[] = []
    for (const { slug, name, aliases } of services) {
      const known = new Set([name.en, name.ar].map(foldText))
      for (const alias of aliases) {
        if (alias !== alias.toLowerCase()) faults.push(`${slug}: "${alias}" is not lower case`)
        if (known.has(foldText(alias))) faults.push(`${slug}: "${alias}" is there already`)
        known.add(foldText(alias))
      }
      if (![...aliases, name.ar].some((text) => /\p{Script=Arabic}/u.test(text)))
        faults.push(`${slug}: nothing to find it by in Arabic`)
      if (aliases.length < 2) faults.push(`${slug}: fewer than two aliases`)
    }
    expect(faults).toEqual([])
  })

  it('has Arabic names in Arabic letters, but for brands known in Latin ones', () => {
    const latin = services.filter(({ name }) => !/\p{Script=Arabic}/u.test(name.ar)).map(({ slug }) => slug)
    expect(latin.sort()).toEqual([...latinBrands].sort())
    for (const { name } of services) expect(name.en).not.toMatch(/\p{Script=Arabic}/u)
    for (const { name } of categories) expect(name.ar).toMatch(/\p{Script=Arabic}/u)
  })

  it('holds what people of the region look up first', () => {
    const slugs = services.map(({ slug }) => slug)
    expect(slugs).toEqual(
      expect.arrayContaining(
        [
          'chatgpt openai-api sora whatsapp x att cricket',
          'stc mobily zain-ksa salam al-rajhi snb riyad-bank sab alinma stc-bank absher tawakkalna nafath',
          'mada sadad noon jahez hungerstation',
          'vodafone-egypt orange-egypt etisalat-egypt we instapay fawry nbe banque-misr cib',
          'etisalat-uae du emirates-nbd adcb fab ooredoo-qatar ooredoo-kuwait ooredoo-oman zain-kuwait',
          'stc-kuwait stc-bahrain batelco omantel kfh qnb uae-pass careem talabat',
          'zain-jordan umniah maroc-telecom inwi djezzy mobilis zain-iraq asiacell shahid osn bein anghami',
        ].flatMap((line) => line.split(' ')),
      ),
    )
  })
})

describe('searching it', () => {
  it('finds every service first by each of its names and aliases', () => {
    const missed: string[] = []
    for (const { slug, name, aliases } of services)
      for (const text of [name.en, name.ar, ...aliases])
        if (search(text, 1)[0]?.slug !== slug)
          missed.push(`${text} → ${search(text, 1)[0]?.slug}, not ${slug}`)
    expect(missed).toEqual([])
  })

  it.each([
    ['chat gpt', 'chatgpt'],
    ['شات جي بي تي', 'chatgpt'],
    ['واتساب', 'whatsapp'],
    // A letter wrong, missing, too many or swapped.
    ['instagrma', 'instagram'],
    ['whatsaap', 'whatsapp'],
    ['انستغرم', 'instagram'],
    ['الراحجي', 'al-rajhi'],
    // With the words people put around it.
    ['is chatgpt down', 'chatgpt'],
    ['هل واتساب معطّل الآن؟', 'whatsapp'],
    ['عطل سناب شات اليوم', 'snapchat'],
    // Typed on the other keyboard layout.
    ['ؤاشفلحف', 'chatgpt'],
    ['صاشفسشحح', 'whatsapp'],
    ['hgvh[pd', 'al-rajhi'],
    ['l,fhdgd', 'mobily'],
    // Other letters and digits for the same.
    ['ڤودافون مصر', 'vodafone-egypt'],
    ['مايكروسوفت ٣٦٥', 'microsoft-365'],
    ['egypt vodafone', 'vodafone-egypt'],
    ['t-mobile', 't-mobile'],
    ['AT&T', 'att'],
  ])('"%s" finds %s', (query, slug) => {
    expect(search(query, 1)[0]?.slug).toBe(slug)
  })

  it('offers every bearer of a name that several share', () => {
    const slugs = (query: string) => search(query, 20).map((hit) => hit.slug)
    expect(slugs('فودافون').slice(0, 3)).toEqual(['vodafone-egypt', 'vodafone-cash', 'vodafone-uk'])
    expect(slugs('zain').slice(0, 4).sort()).toEqual(['zain-iraq', 'zain-jordan', 'zain-ksa', 'zain-kuwait'])
    expect(slugs('الأهلي')).toEqual(expect.arrayContaining(['snb', 'nbe']))
  })
})

describe('loadCatalogue', () => {
  const directories: string[] = []
  afterEach(() => {
    for (const directory of directories.splice(0)) rmSync(directory, { recursive: true })
  })

  /** A copy of the catalogue in which one file is changed. */
  function changed(file: string, change: (text: string) => string): string {
    const directory = mkdtempSync(join(tmpdir(), 'catalogue-'))
    directories.push(directory)
    cpSync(import.meta.dirname, directory, { recursive: true })
    writeFileSync(join(directory, file), change(readFileSync(join(directory, file), 'utf8')))
    return directory
  }

  it('names file, entry and field of a fault', () => {
    const directory = changed('services/ai.json', (text) =>
      text.replace('"https://chatgpt.com"', '"http://chatgpt.com"').replace('"rank": 210', '"rang": 210'),
    )
    const load = () => loadCatalogue(directory)
    expect(load).toThrow('services/ai.json, "chatgpt": homepage: ')
    expect(load).toThrow('services/ai.json, "gemini": rank: is missing')
    expect(load).toThrow('services/ai.json, "gemini": unknown field rang')
  })

  it('names the line at which a file stops being JSON', () => {
    const directory = changed('operators.json', (text) => text.replace('},', '}'))
    expect(() => loadCatalogue(directory)).toThrow(/operators\.json: is not JSON near line \d+/)
  })

  it('refuses what does not fit together', () => {
    expect(() =>
      loadCatalogue(
        changed('services/ai.json', (text) => text.replace('"operator": "openai"', '"operator": "opan"')),
      ),
    ).toThrow('chatgpt: unknown operator "opan"')
    expect(() =>
      loadCatalogue(
        changed('services/ai.json', (text) => text.replace('"category": "ai"', '"category": "banks"')),
      ),
    ).toThrow('"chatgpt": category is "banks", so it belongs in services/banks.json')
    expect(() => loadCatalogue(join(tmpdir(), 'no-such-catalogue'))).toThrow(
      'categories.json: cannot be read',
    )
  })
})
