import { createTransport } from 'nodemailer'

/** A mail in both forms, in one language. */
export interface Mail {
  subject: string
  text: string
  html: string
  /** Address at which a POST takes the wish back (RFC 8058). */
  takeBack: string
}

/** gone: the server will never take this mailbox; failed: it may another time. */
export type MailResult = 'sent' | 'gone' | 'failed'

export interface MailServer {
  /** smtp://user:password@host:587, or smtps:// */
  url: string
  /** "Outage Desk <desk@example.org>" */
  from: string
}

const patienceMs = 10_000

/** Hands mails to the operator's own server. */
export function createMailSender({ url, from }: MailServer): {
  /** Never throws. */
  send(mailbox: string, mail: Mail): Promise<MailResult>
  close(): void
} {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: 3 * patienceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
  return {
    async send(mailbox, { subject, text, html, takeBack }) {
      try {
        await transport.sendMail({
          // As an object: what stands in it is an address and nothing else.
          to: { name: '', address: mailbox },
          subject,
          text,
          html,
          list: { unsubscribe: takeBack },
          headers: {
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            // A machine wrote it, and no machine need answer (RFC 3834).
            'Auto-Submitted': 'auto-generated',
          },
        })
        return 'sent'
      } catch (error) {
        const { responseCode, command } = error as { responseCode?: number; command?: string }
        return command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500 ? 'gone' : 'failed'
      }
    },
    close: () => transport.close(),
  }
}
