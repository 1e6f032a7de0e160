import type { Status } from '#core/status.ts'
import { Html, html } from '../html.ts'
import type { Theme } from './embed-query.ts'
import { shapeMarks } from './embed-shape.ts'

/**
 * The badge: 20 px high, service name on ink, then shape and word in the status colour. A badge is a picture without
 * fonts of its own, so widths are estimated and the text is fitted to them: it never runs out of its box.
 */

interface Palette {
  surface: string
  ink: string
  onInk: string
  status: Record<Status, string>
}

const palettes: Record<'light' | 'dark', Palette> = {
  light: {
    surface: '#fff',
    ink: '#16181d',
    onInk: '#fbfaf7',
    status: {
      none: '#0b6e5a',
      possible: '#8f5f00',
      major: '#930f22',
      recovering: '#7440b8',
      unknown: '#5c616b',
    },
  },
  dark: {
    surface: '#191c21',
    ink: '#edebe5',
    onInk: '#111317',
    status: {
      none: '#4fd0ae',
      possible: '#f2c14a',
      major: '#f4645e',
      recovering: '#c59bf5',
      unknown: '#a3a7b0',
    },
  },
}

export const badgeColour = (status: Status): string => palettes.light.status[status].slice(1)

/** Widths at 12 px bold, by letters of about the same width; the first class that fits counts. */
const widths: [letters: RegExp, px: number][] = [
  [/\p{M}|\u200c|\u200d|\u200e|\u200f/u, 0],
  [/[ijl.,:;'|!I\u060c]/, 3.6],
  [/[\sftr()[\]/-]/, 4.6],
  [/[mwMW@%]/, 10.8],
  [/[A-Z&]/, 8.4],
  [/[a-z]/, 7],
  [/[0-9]/, 7.2],
  [/[اأإآلدذرزوؤ]/, 4.4],
  [/[سشصضكطظىي]/, 9],
  [/[\u0600-\u06ff]/, 6.6],
  [/[\u1100-\u{1faff}]/u, 12.5],
]

export const textWidth = (text: string): number =>
  Math.ceil(
    [...text].reduce((sum, letter) => sum + (widths.find(([some]) => some.test(letter))?.[1] ?? 8), 0),
  )

/** Long names end in an ellipsis; the badge's title has them whole. */
const shortened = (text: string): string =>
  [...text].length > 32 ? `${[...text].slice(0, 31).join('').trimEnd()}…` : text

export interface Badge {
  name: string
  word: string
  status: Status
  rtl: boolean
  theme: Theme
  /** Accessible name and tooltip. */
  title: string
}

const rules = ({ surface, ink, onInk, status }: Palette, shown: Status): string =>
  `.b{fill:${surface};stroke:${status[shown]}}.i,.x{fill:${ink}}.x{stroke:${surface}}.n{fill:${onInk}}.w{fill:${status[shown]};color:${status[shown]}}`

const styleOf = (theme: Theme, status: Status): string =>
  theme === 'auto'
    ? `${rules(palettes.light, status)}@media (prefers-color-scheme:dark){${rules(palettes.dark, status)}}`
    : rules(palettes[theme], status)

const padding = 7
const icon = 13
const gap = 5

export function drawBadge({ name, word, status, rtl, theme, title }: Badge): string {
  const label = shortened(name)
  const labelWidth = textWidth(label)
  const wordWidth = textWidth(word)
  const left = labelWidth + padding * 2
  const right = icon + gap + wordWidth + padding * 2
  const width = left + right
  // Arabic is read from the right: name, shape, word follow each other that way.
  const at = (start: number, size: number) => (rtl ? width - start - size : start)
  const text = (kind: string, content: string, start: number, size: number) =>
    html`<text class="${kind}" x="${at(start, size) + size / 2}" y="14" textLength="${size}" lengthAdjust="spacingAndGlyphs"${
      /\p{Script=Arabic}/u.test(content) ? new Html(' direction="rtl"') : null
    }>${content}</text>`
  const inside = html`<title>${title}</title><style>${new Html(styleOf(theme, status))}</style><clipPath id="c"><rect width="${width}" height="20" rx="3"/></clipPath><g clip-path="url(#c)"><path class="b" stroke="none" d="M0 0h${width}v20H0z"/><path class="i" d="M${at(0, left)} 0h${left}v20h-${left}z"/></g><rect class="b" fill-opacity="0" x=".5" y=".5" width="${width - 1}" height="19" rx="2.5"/><g text-anchor="middle" font-family="system-ui,-apple-system,Segoe UI,Roboto,Noto Sans Arabic,Arial,sans-serif" font-size="12" font-weight="700">${text('n', label, padding, labelWidth)}${text('w', word, left + padding + icon + gap, wordWidth)}</g><g class="w" transform="translate(${at(left + padding, icon)} 3.5) scale(.65)">${shapeMarks(status)}</g>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" viewBox="0 0 ${width} 20" role="img" aria-label="${html`${title}`.text}">${inside.text}</svg>`
}
