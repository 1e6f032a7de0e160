import type { Series } from '#core/bucket.ts'
import type { Translator } from '#i18n/translate.ts'
import { type Html, html, said } from '../html.ts'
import { outLink, type Sheet, servicePath } from './embed-document.ts'
import { dayPlot, type Plot, sparkline } from './embed-plot.ts'
import { mark, shape } from './embed-shape.ts'
import { clock, type EmbedData, isClosed, isStale, nameOf, type Words, wordsOf } from './embed-words.ts'

const graphemes = new Intl.Segmenter()

/** First letter of a name, whatever the script. */
const initial = (name: string): string =>
  graphemes.segment(name.trim())[Symbol.iterator]().next().value?.segment.toUpperCase() ?? '?'

/** Demo numbers wear their label wherever they go. */
export const sampleTag = (t: Translator): Html =>
  html`<span class="sm">${t('widget.sample')}<span class="vh">: ${t('widget.sampleNote')}</span></span>`

const time = (iso: string, chunks: (string | Html)[]): Html => html`<time datetime="${iso}">${chunks}</time>`

const head = (t: Translator, { service, sample }: EmbedData, words: Words): Html =>
  html`<div class="hd"><span class="tile" aria-hidden="true">${initial(nameOf(t, service))}</span><div><div class="nm"><h1><bdi>${nameOf(t, service)}</bdi></h1>${
    sample ? sampleTag(t) : null
  }</div><p class="s">${shape(words.tone)}<span>${words.status}</span></p></div></div><p class="m"><b>${words.lead}</b><span>${words.detail}</span></p>`

const foot = (t: Translator, { service, state }: EmbedData): Html =>
  html`<div class="ft">${
    isClosed(state)
      ? outLink(t, servicePath(t, service.slug), html`${t('widget.closed.record')}`)
      : outLink(t, `${servicePath(t, service.slug)}#report`, html`${t('widget.report')}`)
  }${outLink(t, `/${t.locale}`, html`${mark}${t('brand')}`, 'by')}</div>`

/** The highest complete quarter hour; during an incident its own peak, or what is being counted, if that is more. */
const peakOf = ({ spark, state }: EmbedData): number =>
  Math.max(spark.peak, state.incident?.peak15m ?? 0, state.incident ? state.reports15m : 0)

/** Left end, peak, right end: a line without its scale would say nothing. Time runs left to right in both languages. */
const ends = (t: Translator, data: EmbedData): Html =>
  html`<div class="ends"><span dir="auto">${t('widget.dayAgo')}</span><span dir="auto">${t('widget.peak', {
    peak: peakOf(data),
  })}</span><span dir="auto">${
    isStale(data.state) ? time(data.state.at, [clock(t, data.state.at)]) : t('widget.now')
  }</span></div>`

/** What the frame tells the page around it: names and meaning as in the API's state. */
export const told = ({ state }: EmbedData): string =>
  JSON.stringify({
    service: state.service,
    status: state.status,
    stale: isStale(state),
    reports15m: state.reports15m,
    usual15m: state.usual15m,
    at: state.at,
  })

const sheet = (t: Translator, data: EmbedData, words: Words, body: Html): Sheet => ({
  title: t('widget.title', { service: nameOf(t, data.service), status: words.label, brand: t('brand') }),
  tone: words.tone,
  state: told(data),
  isStale: isStale(data.state),
  body,
})

export function cardOf(t: Translator, data: EmbedData): Sheet {
  const words = wordsOf(t, data)
  const line = html`<div class="sp${isStale(data.state) ? ' stale' : ''}" dir="ltr">${sparkline(data)}${ends(t, data)}</div>`
  return sheet(t, data, words, html`${head(t, data, words)}${line}${foot(t, data)}`)
}

const swatch = (marks: Html): Html => html`<svg viewBox="0 0 20 12" aria-hidden="true">${marks}</svg>`

const legend = (t: Translator, plot: Plot, isConfirmed: boolean): Html =>
  html`<ul class="lg"><li>${swatch(html`<path class="ar" d="M0 6h20v6H0z"/><path class="ln" d="M0 6h20"/>`)}${t(
    'widget.chart.reports',
  )}</li>${
    plot.hasIncident
      ? html`<li>${swatch(html`<path class="ar st" d="M0 6h20v6H0z"/><path class="ln st" d="M0 6h20"/>`)}${t(isConfirmed ? 'widget.chart.incidentConfirmed' : 'widget.chart.incident')}</li>`
      : null
  }${plot.hasUsual ? html`<li>${swatch(html`<path class="us" d="M0 6h20"/>`)}${t('widget.chart.usual')}</li>` : null}${
    plot.hasBand
      ? html`<li>${swatch(html`<path class="bd" d="M0 1h20v10H0z"/>`)}${t('widget.chart.band')}</li>`
      : null
  }</ul>`

/** The card's head over the day's chart with its axis; `series` adds the usual and alert levels. */
export function chartOf(t: Translator, data: EmbedData, series: Series | null): Sheet {
  const { state } = data
  const words = wordsOf(t, data)
  const plot = dayPlot(data, series)
  const middle = new Date(plot.middle).toISOString()
  const axis = html`<div class="ends"><span dir="auto">${t('widget.dayAgo')}</span><span>${time(middle, [clock(t, middle)])}</span><b dir="auto">${
    isStale(state)
      ? time(state.at, [clock(t, state.at)])
      : said(t, 'widget.chart.now', { at: clock(t, state.at), time: (chunks) => time(state.at, chunks) })
  }</b></div>`
  const unit = said(t, 'widget.chart.unit', {
    zone: (chunks) => html`<span data-zone="${t('widget.yourTime')}">${chunks}</span>`,
  })
  const summary = t('widget.chart.summary', { peak: peakOf(data), count: state.reports15m })
  const figure = html`<p class="un">${unit}</p><span class="vh">${summary}</span><div class="sp${
    isStale(state) ? ' stale' : ''
  }" dir="ltr"><div class="pl"><div class="pb">${plot.drawing}</div><div class="y" aria-hidden="true">${plot.ticks.map(
    (tick) => html`<span>${t('widget.chart.tick', { tick })}</span>`,
  )}</div></div>${axis}</div>${legend(t, plot, state.incident?.confirmed ?? false)}`
  return sheet(t, data, words, html`${head(t, data, words)}${figure}${foot(t, data)}`)
}

/** For an address that leads to no service we follow: the host page shows a calm card, not an error. */
export function absentOf(t: Translator): Sheet {
  const name = t('widget.absentName')
  return {
    title: `${name}. ${t('brand')}`,
    tone: 'unknown',
    state: null,
    isStale: true,
    body: html`<div class="hd"><div><p class="s">${shape('unknown')}<span>${t('widget.status.absent')}</span></p></div></div><p class="m"><b role="heading" aria-level="1">${t(
      'widget.absentLead',
    )}</b><span>${t('widget.absentDetail')}</span></p><div class="sp"></div><div class="ft">${outLink(
      t,
      `/${t.locale}`,
      html`${t('widget.find')}`,
    )}${outLink(t, `/${t.locale}`, html`${mark}${t('brand')}`, 'by')}</div>`,
  }
}
