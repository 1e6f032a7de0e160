import net, { type AddressInfo } from 'node:net'

/** The way to a site that can be cut: what a browser and its service worker then have is no connection at all. */
export interface Line {
  site: string
  cut(): void
  mend(): void
  close(): void
}

export async function openLine(site: string): Promise<Line> {
  const port = Number(new URL(site).port)
  const open = new Set<net.Socket>()
  let isCut = false
  const server = net.createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = net.connect(port, '127.0.0.1')
    open.add(near)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
      one.pipe(other)
    }
    near.on('close', () => open.delete(near))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const drop = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    site: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true
      drop()
    },
    mend() {
      isCut = false
    },
    close() {
      server.close()
      drop()
    },
  }
}
