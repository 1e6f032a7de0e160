import { z } from 'zod'
import { slugPattern } from './slug.ts'

/**
 * What a reader chose without script, as it travels in a cookie: theme, digits, and the services followed. Readers with
 * script keep all of it on their device alone (device/), and this counts for nothing there.
 */
export interface Choices {
  theme?: (typeof themes)[number] | undefined
  digits?: 'arab' | undefined
  /** By slug, the newest last. */
  follow: string[]
}

export const themes = ['light', 'dark'] as const
export const choicesCookie = 'desk'
export const mostFollowedByCookie = 20

/** Twenty of the longest slugs, and the rest. */
const longest = 1_500

const shape = z.strictObject({
  theme: z.enum(themes).optional(),
  digits: z.literal('arab').optional(),
  follow: z
    .string()
    .optional()
    .transform((text) => text?.split('.') ?? [])
    .pipe(z.array(z.string().regex(slugPattern)).max(mostFollowedByCookie)),
})

const ours = new RegExp(`(?:^|; ?)${choicesCookie}=([!-:<-~]{1,${longest}})(?:;|$)`)

/** The choices in a Cookie header; null: none, or nothing that we would have written. */
export function readChoices(cookies: string | undefined): Choices | null {
  const [, value] = (cookies && ours.exec(cookies)) || []
  if (!value) return null
  const read = shape.safeParse(Object.fromEntries(new URLSearchParams(value)))
  return read.success && writeChoices(read.data) === value ? read.data : null
}

/** The cookie's value; empty where nothing is chosen. */
export function writeChoices({ theme, digits, follow }: Choices): string {
  const said = { ...(theme && { theme }), ...(digits && { digits }) }
  return new URLSearchParams({ ...said, ...(follow.length > 0 && { follow: follow.join('.') }) }).toString()
}

/** The choices with one service more, the newest last; null: the list is full. */
export function withFollowed(choices: Choices, slug: string): Choices | null {
  const { follow } = withoutFollowed(choices, slug)
  return follow.length < mostFollowedByCookie ? { ...choices, follow: [...follow, slug] } : null
}

export const withoutFollowed = (choices: Choices, slug: string): Choices => ({
  ...choices,
  follow: choices.follow.filter((one) => one !== slug),
})
