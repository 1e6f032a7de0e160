import { createServer } from 'node:net'

/** Whether nobody listens on this port of the loopback. Somebody may a moment later: callers try again. */
export function isFree(port: number): Promise<boolean> {
  return listenOn(port).then(
    () => true,
    () => false,
  )
}

/** A port the system picks. */
export const freePort = (): Promise<number> => listenOn(0)

function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}
