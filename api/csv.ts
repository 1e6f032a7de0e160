import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasTag } from './http.ts'

export type Cell = string | number | null

/** Quoted where RFC 4180 asks for it; a cell that a spreadsheet would run as a formula begins with an apostrophe. */
function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as CSV with a header line (RFC 4180). */
export const csvOf = (columns: string[], rows: Cell[][]): string =>
  [columns, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('')

/** Sends CSV that anybody may read and caches may keep for `seconds`; 304 when the reader has it already. */
export function sendPublicCsv(
  request: FastifyRequest,
  reply: FastifyReply,
  csv: string,
  { name, seconds }: { name: string; seconds: number },
): FastifyReply {
  const etag = `"${createHash('sha1').update(csv).digest('base64url').slice(0, 20)}"`
  reply.headers({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': `public, max-age=${seconds}, stale-while-revalidate=60, stale-if-error=86400`,
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${name}.csv"`,
    etag,
  })
  return hasTag(request.headers['if-none-match'], etag) ? reply.code(304).send() : reply.send(csv)
}
