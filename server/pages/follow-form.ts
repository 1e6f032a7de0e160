import { isLocale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'

/**
 * The form that follows a service without script (api/choice-forms.ts). The front puts it where the page has room for it,
 * an empty <noscript>, and takes slug and words from the device's own button beside: drawn by Next it would travel a
 * second time, in the data that React wakes up from, and the page is as heavy as it may be.
 */

export const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]

const place = '<noscript></noscript>'

/** The device's button, drawn by components/follow/follow-block.tsx. */
const buttonIn = (html: string): string => /<button [^>]*data-follow="[^>]*>/.exec(html)?.[0] ?? ''

/** The page with the form, if it has a place for it. */
export function addFollowForm(html: string): string {
  if (!html.includes(place)) return html
  const [button, locale] = [buttonIn(html), /<html[^>]* lang="(\w+)"/.exec(html)?.[1] ?? '']
  const [slug, word] = [attribute(button, 'data-follow'), attribute(button, 'data-start')]
  if (!slug || !word || !isLocale(locale)) return html
  const t = translatorOf(locale)
  return html.replace(
    place,
    () =>
      `<noscript><p class="sub">${t('following.cookieNote')}</p><form class="fld" method="post" action="/${locale}/following"><button class="btn" name="follow" value="${slug}">${word}</button><a class="more" href="/${locale}/following">${t('following.list')}</a></form></noscript>`,
  )
}

/** The page's word for following no more. */
export const stopWordOf = (html: string): string | undefined => attribute(buttonIn(html), 'data-stop')
