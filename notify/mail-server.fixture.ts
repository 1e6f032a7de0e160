import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A mail server on this machine: what it took, opened; and what it says of a mailbox, if not yes. */
export interface TestMailServer {
  url: string
  taken: { to: string; mail: Email }[]
  /** SMTP codes by mailbox. */
  refusals: Record<string, number>
  /** Called with each mail that is taken. */
  onTaken: () => void
  close(): Promise<void>
}

export async function openMailServer(): Promise<TestMailServer> {
  const taken: TestMailServer['taken'] = []
  const refusals: Record<string, number> = {}
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const code = refusals[address]
      done(code ? Object.assign(new Error('no'), { responseCode: code }) : null)
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', async () => {
        const mail = await PostalMime.parse(Buffer.concat(parts))
        for (const { address } of envelope.rcptTo) taken.push({ to: address, mail })
        test.onTaken()
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const test: TestMailServer = {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    refusals,
    onTaken: () => {},
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return test
}
