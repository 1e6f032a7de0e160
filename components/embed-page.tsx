import type { ServiceCard } from '#core/view.ts'
import { CopyButton } from './copy-button.tsx'
import type { Desk } from './desk.ts'
import { say } from './say.tsx'

/** What the builder offers; the first of each is what an embed does unasked. */
const choices = {
  size: ['card', 'bar', 'chart'],
  theme: ['auto', 'light', 'dark'],
  lang: ['en', 'ar'],
} as const
const choiceNames = { size: 'embed.sizes', theme: 'embed.themes', lang: 'embed.languages' } as const
const choiceTitles = { size: 'embed.size', theme: 'embed.theme', lang: 'embed.language' } as const

export type EmbedChoice = { [name in keyof typeof choices]: string }

/** Height of each form, and how wide it grows. */
const boxes: Record<string, { height: number; width: number | null }> = {
  card: { height: 276, width: 480 },
  bar: { height: 48, width: 720 },
  chart: { height: 400, width: null },
}

/** What was asked for, as far as we have it. */
export const embedChoice = (asked: EmbedChoice, locale: string): EmbedChoice => {
  const known = (name: keyof EmbedChoice, otherwise: string): string =>
    choices[name].find((one) => one === asked[name]) ?? otherwise
  return { size: known('size', 'card'), theme: known('theme', 'auto'), lang: known('lang', locale) }
}

function Choice({ desk, name, chosen }: { desk: Desk; name: keyof EmbedChoice; chosen: string }) {
  const { t } = desk
  return (
    <fieldset>
      <legend>{t(choiceTitles[name])}</legend>
      {choices[name].map((value) => (
        <label key={value}>
          <input type="radio" name={name} value={value} defaultChecked={value === chosen} />
          <span lang={name === 'lang' ? value : undefined}>{t(`${choiceNames[name]}.${value}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** Code to paste, with what it does. Code is Latin and runs left to right in both languages. */
function Snippet({ desk, title, note, code }: { desk: Desk; title: string; note?: string; code: string }) {
  const { t } = desk
  const words = { copy: t('embed.copy'), copied: t('embed.copied'), copyFailed: t('embed.copyFailed') }
  return (
    <section>
      <h2 className="h2">{title}</h2>
      {note && <p className="sub">{note}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region takes focus */}
      <pre className="code" dir="ltr" tabIndex={0}>
        {code}
      </pre>
      <CopyButton words={words} />
    </section>
  )
}

/** How to put a service's live status on another site. */
export function EmbedPage({
  desk,
  asked,
  service,
  origin,
  choice,
}: {
  desk: Desk
  asked: string
  service: ServiceCard | null
  origin: string
  choice: EmbedChoice
}) {
  const { t, locale } = desk
  const { size, theme, lang } = choice
  const slug = service?.slug ?? ''
  const name = service?.name[locale] ?? ''
  const box = boxes[size] ?? { height: 276, width: 480 }
  const frameTitle = t('embed.frameTitle', { s: name, brand: t('brand') })
  const source = `/embed/${slug}?size=${size}&theme=${theme}&lang=${lang}`
  const frame = `<iframe src="${origin}${source.replaceAll('&', '&amp;')}"
  title="${frameTitle.replaceAll('"', '&quot;')}" width="100%" height="${box.height}" loading="lazy"
  style="border:0;${box.width ? `max-width:${box.width}px;` : ''}color-scheme:normal"></iframe>`
  const loader = `<outage-status service="${slug}" size="${size}"${theme === 'auto' ? '' : ` theme="${theme}"`} lang="${lang}"></outage-status>
<script src="${origin}/embed.js" async></script>`
  const badge = `[![${frameTitle}](${origin}/badge/${slug}.svg?lang=${lang})](${origin}/${lang}/status/${slug})`
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t('embed.h1')}</h1>
        <p className="lede">{t('embed.lead')}</p>
      </div>
      <section className="builder">
        <form method="get" action={`/${locale}/embed`}>
          <div className="fld">
            <label htmlFor="embed-service">{t('embed.pick')}</label>
            <input id="embed-service" name="s" type="search" defaultValue={name || asked} maxLength={80} />
          </div>
          <Choice desk={desk} name="size" chosen={size} />
          <Choice desk={desk} name="theme" chosen={theme} />
          <Choice desk={desk} name="lang" chosen={lang} />
          <button type="submit" className="btn">
            {t('embed.show')}
          </button>
        </form>
        <div>
          <h2 className="h2">{t('embed.preview')}</h2>
          {service ? (
            <iframe className={`preview is-${size}`} src={source} title={frameTitle} loading="lazy" />
          ) : (
            <p className="lede">{say(t, 'embed.unknown', { q: asked })}</p>
          )}
        </div>
      </section>
      {service && (
        <>
          <Snippet desk={desk} title={t('embed.frame')} note={t('embed.frameNote')} code={frame} />
          <Snippet desk={desk} title={t('embed.loader')} note={t('embed.loaderNote')} code={loader} />
          <Snippet desk={desk} title={t('embed.badge')} code={badge} />
        </>
      )}
    </div>
  )
}
