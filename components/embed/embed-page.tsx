import { embedBox } from '#core/embed-box.ts'
import type { ServiceCard } from '#core/view.ts'
import { CopyButton } from '../copy-button.tsx'
import type { Desk } from '../desk.ts'
import { say } from '../say.tsx'
import { SearchField } from '../search/search-field.tsx'
import {
  type EmbedChoice,
  type EmbedOption,
  embedChoices,
  embedQuery,
  embedSnippets,
  type SnippetKind,
} from './embed-choice.ts'
import { EmbedLive } from './embed-live.tsx'
import './embed-page.css'

function Choice({ desk: { t }, name, chosen }: { desk: Desk; name: EmbedOption; chosen: string }) {
  const words = name === 'digits' ? 'digitSets' : `${name}s`
  return (
    <fieldset>
      <legend>{t(`embed.${name}`)}</legend>
      {embedChoices[name].map((value) => (
        <label key={value}>
          <input type="radio" name={name} value={value} defaultChecked={value === chosen} />
          <span
            className={name === 'digits' ? 'latin-digits' : undefined}
            lang={name === 'lang' ? value : undefined}
          >
            {t(`embed.${words}.${value}`)}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** Parts are services of their own. The place for them is there without any, for the next service may have some. */
const Parts = ({ desk: { t, locale }, parts, part }: { desk: Desk; parts: ServiceCard[]; part: string }) => (
  <div className="fld" data-follow="parts">
    {parts.length > 0 && (
      <>
        <label htmlFor="embed-part">{t('embed.part')}</label>
        <select id="embed-part" name="part" defaultValue={part}>
          <option value="">{t('embed.wholeService')}</option>
          {parts.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name[locale]}
            </option>
          ))}
        </select>
      </>
    )}
  </div>
)

const kinds: SnippetKind[] = ['frame', 'loader', 'badge', 'url']

/** Code to paste, one kind shown at a time. Code is Latin and runs left to right in both languages. */
function Snippets({ desk: { t }, codes }: { desk: Desk; codes: Record<SnippetKind, string> }) {
  const words = { copy: t('embed.copy'), copied: t('embed.copied'), copyFailed: t('embed.copyFailed') }
  return (
    <section className="codes">
      <fieldset>
        <legend className="h2">{t('embed.code')}</legend>
        {kinds.map((kind, index) => (
          <label key={kind}>
            <input type="radio" name="code" value={kind} defaultChecked={index === 0} />
            <span>{t(`embed.kinds.${kind}`)}</span>
          </label>
        ))}
      </fieldset>
      {kinds.map((kind) => (
        <div key={kind} className={`code-of is-${kind}`}>
          <h3>{t(`embed.kinds.${kind}`)}</h3>
          <p className="sub">{t(`embed.notes.${kind}`)}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region takes focus */}
          <pre className="code" dir="ltr" tabIndex={0} data-follow={kind}>
            {codes[kind]}
          </pre>
          <CopyButton words={words} />
        </div>
      ))}
    </section>
  )
}

/** How to put a service's live status on another site. */
export function EmbedPage({
  desk,
  asked,
  field,
  whole,
  parts,
  part,
  origin,
  choice,
}: {
  desk: Desk
  asked: string
  /** What the field for the service holds. */
  field: string
  /** What was asked for; null: nothing that is followed. */
  whole: ServiceCard | null
  parts: ServiceCard[]
  /** That one of its parts is to be shown. */
  part: ServiceCard | null
  origin: string
  choice: EmbedChoice
}) {
  const { t, locale } = desk
  const { form, theme, lang, digits, ground, width, state, colour } = choice
  const service = part ?? whole
  const slug = service?.slug ?? ''
  const name = service?.name[locale] ?? ''
  const title = t('embed.frameTitle', { s: name, brand: t('brand') })
  const source = `/embed/${slug}?${embedQuery(choice)}${state === 'now' ? '' : `&sample=${state}`}`
  const sample = t('embed.sample', { state: state === 'now' ? '' : t(`embed.states.${state}`) })
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t('embed.h1')}</h1>
        <p className="lede">{t('embed.lead')}</p>
      </div>
      {service ? (
        <section className="builder">
          <div className="shown">
            <h2 className="h2">{t('embed.preview')}</h2>
            <div
              className={`ground is-${ground} is-w${width}`}
              data-follow="ground"
              style={ground === 'own' ? { backgroundColor: colour } : undefined}
            >
              <iframe
                className={`preview is-${form}`}
                height={embedBox(form).height}
                src={source}
                title={state === 'now' ? title : `${sample} ${title}`}
                data-follow="frame-shown"
              />
            </div>
            <p className="sub sample-note" data-follow="sample" data-state={state}>
              {t('embed.sampleNote')}
            </p>
          </div>
          <form method="get" action={`/${locale}/embed`}>
            <div className="fld">
              <label htmlFor="embed-service">{t('embed.pick')}</label>
              <input
                id="embed-service"
                name="s"
                type="search"
                defaultValue={field}
                maxLength={80}
                dir="auto"
              />
            </div>
            <Parts desk={desk} parts={parts} part={part?.slug ?? ''} />
            <Choice desk={desk} name="form" chosen={form} />
            <Choice desk={desk} name="theme" chosen={theme} />
            <Choice desk={desk} name="lang" chosen={lang} />
            <Choice desk={desk} name="digits" chosen={digits} />
            <Choice desk={desk} name="state" chosen={state} />
            <Choice desk={desk} name="width" chosen={width} />
            <Choice desk={desk} name="ground" chosen={ground} />
            <div className="fld">
              <label htmlFor="embed-colour">{t('embed.colour')}</label>
              <input id="embed-colour" name="colour" type="color" defaultValue={colour} />
            </div>
            <button type="submit" className="btn">
              {t('embed.show')}
            </button>
            <EmbedLive said={t('embed.updated')} />
          </form>
        </section>
      ) : (
        <section>
          <p className="lede" data-unknown>
            {say(t, 'embed.unknown', { q: asked })}
          </p>
          <SearchField t={t} id="ask" className="srch is-big" query={asked} withButton />
        </section>
      )}
      {service && <Snippets desk={desk} codes={embedSnippets(choice, { slug, title, origin })} />}
      {service && (
        <section>
          <h2 className="h2">{t('embed.know')}</h2>
          <ul className="rules">
            {['weight', 'privacy', 'hosts', 'credit'].map((note) => (
              <li key={note}>{t(`embed.about.${note}`)}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
