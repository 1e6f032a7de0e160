import type { ServiceCard } from '#core/view.ts'
import type { Desk } from './desk.ts'
import { say } from './say.tsx'

/** Snippets to paste, each with what it does. Code is Latin and runs left to right in both languages. */
function Snippet({ title, note, code }: { title: string; note?: string; code: string }) {
  return (
    <section>
      <h2 className="h2">{title}</h2>
      {note && <p className="sub">{note}</p>}
      <pre className="code" dir="ltr">
        {code}
      </pre>
    </section>
  )
}

/** How to put a service's live status on another site. */
export function EmbedPage({
  desk,
  asked,
  service,
  origin,
}: {
  desk: Desk
  asked: string
  service: ServiceCard | null
  origin: string
}) {
  const { t, locale } = desk
  const name = service?.name[locale] ?? ''
  const frameTitle = t('embed.frameTitle', { s: name, brand: t('brand') })
  const source = `/embed/${service?.slug ?? ''}?size=card&theme=auto&lang=${locale}`
  const frame = `<iframe src="${origin}${source.replaceAll('&', '&amp;')}"
  title="${frameTitle.replaceAll('"', '&quot;')}" width="100%" height="276" loading="lazy"
  style="border:0;max-width:480px;color-scheme:normal"></iframe>`
  const loader = `<outage-status service="${service?.slug ?? ''}" size="card" lang="${locale}"></outage-status>
<script src="${origin}/embed.js" async></script>`
  const badge = `[![${frameTitle}](${origin}/badge/${service?.slug ?? ''}.svg?lang=${locale})](${origin}/${locale}/status/${service?.slug ?? ''})`
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t('embed.h1')}</h1>
        <p className="lede">{t('embed.lead')}</p>
        <form className="fld" method="get" action={`/${locale}/embed`}>
          <label htmlFor="embed-service">{t('embed.pick')}</label>
          <input id="embed-service" name="s" type="search" defaultValue={name || asked} maxLength={80} />
          <button type="submit" className="btn">
            {t('embed.show')}
          </button>
        </form>
      </div>
      {service ? (
        <>
          <section>
            <h2 className="h2">{t('embed.preview')}</h2>
            <iframe className="preview" src={source} title={frameTitle} loading="lazy" />
          </section>
          <Snippet title={t('embed.frame')} note={t('embed.frameNote')} code={frame} />
          <Snippet title={t('embed.loader')} note={t('embed.loaderNote')} code={loader} />
          <Snippet title={t('embed.badge')} code={badge} />
        </>
      ) : (
        <p className="lede">{say(t, 'embed.unknown', { q: asked })}</p>
      )}
    </div>
  )
}
