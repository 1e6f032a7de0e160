/** "Tell me when it is over", by mail: what pages and forms say to each other of it. */

/** What became of a wish or its answer, as it stands in the address that a form is sent back to. */
export const wishSaid = ['asked', 'invalid', 'slow', 'busy', 'over', 'yes', 'no', 'gone'] as const
export type WishSaid = (typeof wishSaid)[number]

/** What a mail's links carry: 16 bytes as base64url. */
export const wishTokenPattern = /^[\w-]{22}$/
