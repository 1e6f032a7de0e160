import { embedBox } from '#core/embed-box.ts'

/** What the embed builder can be asked for, all of it in its address. The first of each is what is had unasked. */

export const embedChoices = {
  form: ['card', 'bar', 'chart'],
  theme: ['auto', 'light', 'dark', 'transparent', 'transparent-light', 'transparent-dark'],
  lang: ['en', 'ar'],
  digits: ['latn', 'arab'],
  ground: ['auto', 'light', 'dark', 'own'],
  width: ['full', '480', '360', '280'],
  state: ['now', 'none', 'possible', 'major', 'recovering', 'unknown'],
} as const

export type EmbedOption = keyof typeof embedChoices

export type EmbedChoice = Record<EmbedOption, string> & {
  /** Of the ground "own": #rrggbb. */
  colour: string
}

export const embedOptions = Object.keys(embedChoices) as EmbedOption[]

/** What was asked for, as far as we have it. */
export function embedChoice(asked: Partial<EmbedChoice>, locale: string): EmbedChoice {
  const known = (name: EmbedOption): string => {
    const choices: readonly string[] = embedChoices[name]
    return choices.find((one) => one === asked[name]) ?? (name === 'lang' ? locale : (choices[0] ?? ''))
  }
  const colour = /^#[0-9a-f]{6}$/i.test(asked.colour ?? '') ? (asked.colour ?? '') : '#1a4b8c'
  const chosen = Object.fromEntries(embedOptions.map((name) => [name, known(name)]))
  return { ...(chosen as Record<EmbedOption, string>), colour }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

export type SnippetKind = 'frame' | 'loader' | 'badge' | 'url'

/** What a frame is asked for. Digits differ in Arabic alone. */
export const embedQuery = ({ form, theme, lang, digits }: EmbedChoice): string =>
  `size=${form}&theme=${theme}&lang=${lang}${lang === 'ar' && digits === 'arab' ? '&digits=arab' : ''}`

/** What to paste, by kind. A frame tells us no more of the page around it than whose site it is. */
export function embedSnippets(
  choice: EmbedChoice,
  { slug, title, origin }: { slug: string; title: string; origin: string },
): Record<SnippetKind, string> {
  const { form, theme, lang } = choice
  const { height, width } = embedBox(form)
  const query = embedQuery(choice)
  const url = `${origin}/embed/${slug}?${query}`
  const digits = query.includes('digits=arab') ? ' digits="arab"' : ''
  return {
    frame: `<iframe src="${escaped(url)}"
  title="${escaped(title)}" width="100%" height="${height}" loading="lazy" referrerpolicy="origin"
  style="border:0;${width ? `max-width:${width}px;` : ''}color-scheme:normal"></iframe>`,
    loader: `<outage-status service="${slug}" size="${form}"${theme === 'auto' ? '' : ` theme="${theme}"`} lang="${lang}"${digits}></outage-status>
<script src="${origin}/embed.js" async></script>`,
    badge: `[![${title}](${origin}/badge/${slug}.svg?lang=${lang})](${origin}/${lang}/status/${slug})`,
    url,
  }
}
