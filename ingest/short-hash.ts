import { createHash } from 'node:crypto'

/** SHA-256 of a text, cut to 16 bytes: enough to tell keys and bodies apart. */
export const shortHash = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, 16)
