import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { deskStyle } from '#api/admin/desk-style.ts'
import { styles } from '#api/embed/embed-style.ts'

// Arabic is laid out by logical sides: a physical one is a line that nobody mirrored. Time runs left to right in both
// languages, so that what lies on a plot keeps its sides.

/** The rules that may name left and right, and why. */
const allowed: Record<string, string> = {
  '.plot': 'leaves room for its scale, on the right in both languages',
  '.plot-scale': 'stands in that room',
  '.zoom-bar': 'is as wide as the plot above it',
  '.play-lanes dd': 'is as wide as the plot above it',
  '.plot .is-left foreignObject > div': 'a label after its moment',
  '.plot .is-right foreignObject > div': 'a label before its moment',
  '.plot-cursor': 'stands at a moment',
  '.record-chart .plot::after': "stands at the replay's moment",
  '.is-before .tip-box': 'stands before the moment that is read',
  '.is-after .tip-box': 'stands after the moment that is read',
}

const root = new URL('../..', import.meta.url)

/** Every style we write, by where it stands. */
function allStyles(): [string, string][] {
  const files = ['app', 'components'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.css'))
      .map((name) => `${folder}/${name}`),
  )
  return [
    ...files.map((file): [string, string] => [file, readFileSync(new URL(file, root), 'utf8')]),
    ...Object.entries(styles).map(([size, style]): [string, string] => [`embed, ${size}`, style]),
    ['desk', deskStyle],
  ]
}

function isPhysical(name: string, value: string): boolean {
  if (/^(?!-)(.+-)?(left|right)(-|$)/.test(name)) return true
  if (/^(text-align|float|clear)$/.test(name)) return /^(left|right)\b/.test(value)
  if (!/^(margin|padding|inset|scroll-(margin|padding)|border-(width|style|color))$/.test(name)) return false
  // Four sides in one: top, right, bottom, left.
  const sides = value.match(/[^\s(]+(\([^()]*(\([^()]*\)[^()]*)*\))?/g) ?? []
  return sides.length === 4 && sides[1] !== sides[3]
}

/** Selectors of the rules that name a physical side, each with what it says. */
function findPhysical(css: string): [string, string][] {
  const found: [string, string][] = []
  const open: string[] = []
  for (const [, text = '', end] of css.replace(/\/\*.*?\*\//gs, '').matchAll(/([^{};]*)([{};])/g)) {
    const [name = '', ...value] = text.trim().split(':')
    if (end === '{') open.push(text.trim())
    else if (isPhysical(name.trim(), value.join(':').trim())) found.push([open.at(-1) ?? '', text.trim()])
    if (end === '}') open.pop()
  }
  return found
}

describe('left and right', () => {
  it('are found wherever they are written', () => {
    const css = `@media print { a:hover { margin-left: 1px } } /* b { left: 0 } */
      c { border-left-color: red; --left: 1px; inset-inline-start: 0 }
      d { padding: 1px 2px 1px 0 } e { padding: 1px max(2px, 1em) 0 max(2px, 1em) } f{color:red;text-align:right}`
    expect(findPhysical(css)).toEqual([
      ['a:hover', 'margin-left: 1px'],
      ['c', 'border-left-color: red'],
      ['d', 'padding: 1px 2px 1px 0'],
      ['f', 'text-align:right'],
    ])
  })

  it('are named by plots alone', () => {
    const found = allStyles().flatMap(([where, css]) =>
      findPhysical(css).map(([selector, said]) => ({ where, selector, said })),
    )
    expect(found.filter(({ selector }) => !allowed[selector])).toEqual([])
    // A reason without its rule is no reason any more.
    expect(Object.keys(allowed).filter((one) => !found.some(({ selector }) => selector === one))).toEqual([])
  })
})
