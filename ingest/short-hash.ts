import { hash } from 'node:crypto'

/** SHA-256 of a text, cut to 16 bytes: enough to tell keys and bodies apart. */
export const shortHash = (text: string): Buffer => hash('sha256', text, 'buffer').subarray(0, 16)
