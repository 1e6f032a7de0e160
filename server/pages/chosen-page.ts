import type { Choices } from '#core/choices.ts'
import { attribute, stopWordOf } from './follow-form.ts'
import { forgetfulHeadScript, sentHeadScript } from './page-head.ts'

/**
 * A page as its reader chose it without script. Only what script does not read is touched: two attributes of the root,
 * which the head's script takes away again, and what stands in <noscript>. So whoever holds the cookie and has script
 * wakes the same page up as everybody.
 */

/** @param list what stands in place of the empty list of followed services; null: nothing does */
export function showChoices(html: string, choices: Choices, list: string | null): string {
  const { theme, digits, follow } = choices
  const marks = `${theme ? ` data-theme="${theme}"` : ''}${digits ? ` data-digits="${digits}"` : ''}`
  const stop = stopWordOf(html)
  return html
    .replace('<html', `<html${marks}`)
    .replace(`<script>${sentHeadScript}</script>`, () => `<script>${forgetfulHeadScript}</script>`)
    .replace(/<noscript>[\s\S]*?<\/noscript>/g, (part) => {
      const checked = checkRadios(part, { theme: theme ?? '', digits: digits ?? '' })
      return showList(stop ? turnButton(checked, follow, stop) : checked, list)
    })
}

/** Radios of our names are checked by what is chosen. */
const checkRadios = (part: string, chosen: Record<string, string>): string =>
  part.replace(/<input [^>]*type="radio"[^>]*>/g, (tag) => {
    const value = chosen[attribute(tag, 'name') ?? '']
    if (value === undefined) return tag
    const bare = tag.replace(' checked=""', '')
    return attribute(tag, 'value') === value ? bare.replace('<input', '<input checked=""') : bare
  })

/** The button that follows a service stops that for whoever follows it already. */
const turnButton = (part: string, follow: string[], stop: string): string =>
  part.replace(/(<button [^>]*name=")follow("[^>]*>)[^<]*/g, (button, before, after) =>
    follow.includes(attribute(button, 'value') ?? '') ? `${before}stop${after}${stop}` : button,
  )

const showList = (part: string, list: string | null): string =>
  list === null ? part : part.replace(/<p class="empty">[\s\S]*?<\/p>/, () => list)

/**
 * From the document with the rows of all services (app/[locale]/following/all) those that are followed, worst first as
 * they stand there; null: none of them is there.
 */
export function pickFollowed(html: string, follow: string[]): string | null {
  const [section = ''] = /<section class="followed">[\s\S]*?<\/section>/.exec(html) ?? []
  let found = 0
  const picked = section.replace(/<(tr|li)\b[^>]*>[\s\S]*?<\/\1>/g, (row) => {
    const [, slug] = /(?:\/status\/|value=")([a-z0-9-]+)"/.exec(row) ?? []
    if (slug === undefined) return row
    if (!follow.includes(slug)) return ''
    found++
    return row
  })
  return found > 0 ? picked : null
}
