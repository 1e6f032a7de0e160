import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** A way to the site that lets a page through piece by piece, as a slow line or a busy phone does. */
export interface Pieces {
  /** In place of the site's address. */
  address: string
  /** Lets the next piece of the page through; false: that was all. */
  next(): Promise<boolean>
  close(): void
}

/** So many bytes of a page's top come at once: about half a link. */
const step = 120

/** All down to the page's name a word at a time, what follows it in `count` pieces. */
function cut(page: Buffer, count: number): Buffer[] {
  const [from, to] = [page.indexOf('<header'), page.indexOf('<h1')]
  const size = Math.ceil((page.length - to) / count)
  const ends: number[] = []
  for (let at = from; at < to; at += step) ends.push(at)
  for (let at = to; at < page.length; at += size) ends.push(at)
  return ends.map((start, i) => page.subarray(i === 0 ? 0 : start, ends[i + 1] ?? page.length))
}

/** Opens a way to `site`; pages come in pieces (`cut`), everything else at once. */
export async function openPieces(site: string, count: number): Promise<Pieces> {
  let pieces: Buffer[] = []
  let page: http.ServerResponse | undefined
  const way = http.createServer(async (request, response) => {
    const answer = await fetch(site + request.url, {
      headers: { accept: request.headers.accept ?? '*/*', 'accept-encoding': 'identity' },
      redirect: 'manual',
    })
    const body = Buffer.from(await answer.arrayBuffer())
    const { 'content-length': _, connection: __, ...kept } = Object.fromEntries(answer.headers)
    response.writeHead(answer.status, kept)
    if (!answer.headers.get('content-type')?.startsWith('text/html')) return void response.end(body)
    pieces = cut(body, count)
    page = response
    response.write(pieces.shift())
  })
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(way.address() as AddressInfo).port}`,
    async next() {
      const piece = pieces.shift()
      if (!piece) return false
      await new Promise<void>((resolve) => page!.write(piece, () => resolve()))
      if (pieces.length === 0) page!.end()
      return true
    },
    close() {
      way.close()
      way.closeAllConnections()
    },
  }
}
