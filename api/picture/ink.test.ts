import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ink, statusInk, statusTint } from './ink.ts'

it('has the light colours of the pages', () => {
  const sheet = readFileSync(new URL('../../app/styles/tokens.css', import.meta.url), 'utf8')
  const light = sheet.slice(0, sheet.indexOf('}'))
  const tints = Object.entries(statusTint).map(([status, colour]) => [`${status}-t`, colour])
  for (const [name, colour] of [...Object.entries(ink), ...Object.entries(statusInk), ...tints])
    expect(light).toContain(`--${name}: ${colour};`)
})
