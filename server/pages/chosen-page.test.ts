import { expect, it } from 'vitest'
import { pickFollowed, showChoices } from './chosen-page.ts'
import { addFollowForm } from './follow-form.ts'

const radio = (name: string, value: string, checked = '') =>
  `<input type="radio" name="${name}"${checked} value="${value}"/>`
const radios = [
  radio('theme', '', ' checked=""'),
  radio('theme', 'light'),
  radio('theme', 'dark'),
  radio('digits', '', ' checked=""'),
  radio('digits', 'arab'),
].join('')
const button = (slug: string) => `<button class="btn" name="follow" value="${slug}">Follow</button>`
const ofDevice =
  '<button type="button" data-follow="chat" data-start="Follow" data-stop="Stop">Follow</button>'
const page = `<!DOCTYPE html><html lang="ar" dir="rtl"><body>${radios}${ofDevice}<p class="empty">Nothing</p><noscript>${radios}${button('chat')}${button('bank')}<p class="empty">Nothing <b>yet</b></p></noscript></body></html>`
const [open, close] = ['<noscript>', '</noscript>']
const outside = (html: string) => html.replace(/<noscript>.*<\/noscript>/, '')
const inside = (html: string) => html.slice(html.indexOf(open) + open.length, html.indexOf(close))

it('theme and digits are marks of the root; what script wakes up stays as it was', () => {
  const shown = showChoices(page, { theme: 'dark', digits: 'arab', follow: ['chat'] }, '<table></table>')
  expect(outside(shown)).toBe(outside(page).replace('<html', '<html data-theme="dark" data-digits="arab"'))
  expect(outside(showChoices(page, { follow: ['chat'] }, null))).toBe(outside(page))
})

it('the form shows what is chosen, one of each', () => {
  const checked = (html: string) =>
    [...inside(html).matchAll(/<input [^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => tag.includes('checked'))
      .map((tag) => /value="(\w*)"/.exec(tag)?.[1])
  expect(checked(showChoices(page, { theme: 'dark', digits: 'arab', follow: [] }, null))).toEqual([
    'dark',
    'arab',
  ])
  expect(checked(showChoices(page, { theme: 'light', follow: [] }, null))).toEqual(['light', ''])
})

it('the button stops what is followed, and only that; the list stands where the empty one stood', () => {
  const shown = inside(showChoices(page, { follow: ['chat'] }, '<table>$&</table>'))
  expect(shown).toContain('<button class="btn" name="stop" value="chat">Stop</button>')
  expect(shown).toContain(button('bank'))
  expect(shown).toContain('<table>$&</table>')
  expect(shown).not.toContain('Nothing')
})

it('of the rows of all those are taken that are followed, with their heads', () => {
  const row = (slug: string) => `<tr role="row"><th><a href="/en/status/${slug}">${slug}</a></th></tr>`
  const item = (slug: string) =>
    `<li><bdi>${slug}</bdi><button name="stop" value="${slug}">Stop</button></li>`
  const rows = (...slugs: string[]) =>
    `<section class="followed"><table><thead><tr role="row"><th>Service</th></tr></thead><tbody>${slugs.map(row).join('')}</tbody></table><ul>${slugs.map(item).join('')}</ul></section>`
  const all = `<main>${rows('chat', 'bank', 'chat-2')}</main>`
  expect(pickFollowed(all, ['chat-2', 'chat', 'gone'])).toBe(rows('chat', 'chat-2'))
  expect(pickFollowed(all, ['gone'])).toBeNull()
  expect(pickFollowed('<main></main>', ['chat'])).toBeNull()
})

it('the form to follow stands where the page has room for it, in the words of the device’s button', () => {
  const html = `<html lang="en" dir="ltr"><body>${ofDevice}<noscript></noscript></body></html>`
  const form = inside(addFollowForm(html))
  expect(form).toContain('action="/en/following"')
  expect(form).toContain('<button class="btn" name="follow" value="chat">Follow</button>')
  for (const other of [page, '', '<noscript></noscript>', html.replace(ofDevice, '')])
    expect(addFollowForm(other)).toBe(other)
})
