// The page process: a plain Next server on loopback, told of nothing but its environment. Plain JavaScript,
// so that no loader stands between Next and its own files. It finds a port, says which, and goes when the front goes.
import http from 'node:http'
import { fileURLToPath } from 'node:url'
import next from 'next'

const dev = process.argv.includes('--dev')
// The front is our parent; the end of its channel is its end, however it came (kill -9 too).
process.once('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole group; the front finishes its requests first and then closes the channel.
process.on('SIGINT', () => {})

// No hostname: with one, Next takes the front's forwarded host for another site.
const app = next({ dev, dir: fileURLToPath(new URL('../..', import.meta.url)), quiet: true })
await app.prepare()
const server = http.createServer(app.getRequestHandler())
if (dev) server.on('upgrade', app.getUpgradeHandler())
server.keepAliveTimeout = 120_000
server.listen(0, '127.0.0.1', () =>
  // A front that went meanwhile hears nothing; its end is ours.
  process.send?.({ port: server.address().port }, (error) => error && process.exit(0)),
)
