import { promisify } from 'node:util'
import zlib from 'node:zlib'

const gzip = promisify(zlib.gzip)
const brotli = promisify(zlib.brotliCompress)

export type Encoding = 'br' | 'gzip' | 'identity'

/** The best of our encodings by Accept-Encoding (RFC 9110 12.5.3). */
export function encodingOf(header: string | undefined): Encoding {
  if (!header) return 'identity'
  const accepted = header
    .slice(0, 500)
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/i.test(part))
    .map((part) => part.split(';')[0]!.trim().toLowerCase())
  if (accepted.includes('br')) return 'br'
  return accepted.includes('gzip') ? 'gzip' : 'identity'
}

/** Compresses in a thread beside. Brotli at 5: beyond, time grows tenfold for a few percent. */
export async function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'identity') return body
  if (encoding === 'gzip') return gzip(body)
  return brotli(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } })
}
