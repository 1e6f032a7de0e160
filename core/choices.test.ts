import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Choices, mostFollowedByCookie, readChoices, withFollowed, writeChoices } from './choices.ts'

const slug = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/)
const choices: fc.Arbitrary<Choices> = fc.record({
  theme: fc.constantFrom(undefined, 'light', 'dark'),
  digits: fc.constantFrom(undefined, 'arab'),
  follow: fc.array(slug, { maxLength: mostFollowedByCookie }),
})

it('any choices come back from the cookie as they went, beside other cookies', () => {
  fc.assert(
    fc.property(choices, (chosen) => {
      const value = writeChoices(chosen)
      const read = readChoices(`a=b; desk=${value}; c="d"`)
      if (value === '') expect(read).toBeNull()
      else expect({ theme: undefined, digits: undefined, ...read }).toEqual(chosen)
    }),
  )
})

it('what we would not have written counts as nothing', () => {
  const many = Array.from({ length: mostFollowedByCookie + 1 }, (_, n) => `s${n}`).join('.')
  for (const value of [
    ...[
      '',
      '=',
      'theme=blue',
      'digits=latn',
      'theme=dark&theme=dark',
      'theme=dark&x=1',
      'digits=arab&theme=dark',
    ],
    ...[
      'follow=',
      'follow=a..b',
      'follow=A',
      'follow=a%2Eb',
      `follow=${many}`,
      `follow=${'a'.repeat(5_000)}`,
    ],
    ...['theme=dark"', 'theme=d ark', 'theme%3Ddark', '__proto__=x'],
  ])
    expect(readChoices(`desk=${value}`), value).toBeNull()
  for (const header of [undefined, '', 'desk', 'xdesk=theme=dark', 'desk-js=1', 'x=desk=theme=dark'])
    expect(readChoices(header), header).toBeNull()
})

it('a service is followed once, and no more than fit', () => {
  const full = Array.from({ length: mostFollowedByCookie }, (_, n) => `s${n}`)
  expect(withFollowed({ follow: ['a', 'b'] }, 'a')).toEqual({ follow: ['b', 'a'] })
  expect(withFollowed({ theme: 'dark', follow: full }, 'one-more')).toBeNull()
  expect(withFollowed({ follow: full }, 's0')?.follow).toHaveLength(mostFollowedByCookie)
})
