/**
 * Proof of work for reports that come in a flood: a number whose PBKDF2 under the token begins with some zero bits.
 * Slow to find, quick to check, and no puzzle for anybody.
 */

export const proofWork = { iterations: 5_000, bits: 7 } as const

/** Nobody looks further: one of so many is right in all but one of a thousand million cases. */
export const mostTries = 2_700

/** What a browser is asked to do before its report counts in full. */
export interface Challenge {
  token: string
  iterations: number
  bits: number
}

/** Whether a derived key begins with `bits` zero bits (at most 8). */
export const isSolved = (derived: Uint8Array, bits: number): boolean =>
  (derived[0] ?? 255) >> (8 - bits) === 0
