import type { Translator } from '#i18n/translate.ts'
import { type Html, html } from '../html.ts'
import { sampleTag, told } from './embed-card.ts'
import { outLink, type Sheet, servicePath } from './embed-document.ts'
import { mark, shape } from './embed-shape.ts'
import { type EmbedData, isStale, nameOf, type Words, wordsOf } from './embed-words.ts'

/** Shape, sentence, number and mark: all of it one link. */
const line = (t: Translator, href: string, tone: Words['tone'], text: Html): Html =>
  outLink(
    t,
    href,
    html`${shape(tone)}<div class="t">${text}</div>${mark}<span class="vh">${t('brand')}</span>`,
  )

/** One line, 48 px high, for the top of somebody's page. */
export function barOf(t: Translator, data: EmbedData): Sheet {
  const words = wordsOf(t, data)
  const text = html`<h1>${words.sentence}</h1><span>${words.short}</span>${data.sample ? sampleTag(t) : null}`
  return {
    title: t('widget.title', { service: nameOf(t, data.service), status: words.label, brand: t('brand') }),
    tone: words.tone,
    state: told(data),
    isStale: isStale(data.state),
    body: line(t, servicePath(t, data.service.slug), words.tone, text),
  }
}

export function absentBarOf(t: Translator): Sheet {
  return {
    title: `${t('widget.status.absent')}. ${t('brand')}`,
    tone: 'unknown',
    state: null,
    isStale: true,
    body: line(t, `/${t.locale}`, 'unknown', html`<h1>${t('widget.sentence.absent')}</h1>`),
  }
}
