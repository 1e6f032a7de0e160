import type { Database } from '#store/db.ts'
import { claimDueMail, type DueMail, deleteMailWish, restMailWish } from '#store/mail.ts'
import { createCrew } from './crew.ts'
import { createMailSender, type Mail, type MailServer } from './mail-sender.ts'

/** Sent at the same time. */
const atOnce = 2
/** Then the mailbox is forgotten unserved. */
const mostAttempts = 5

export interface Mailer {
  /** Sends what is due. Several processes may; each mail is sent by one. */
  deliver(): Promise<void>
  close(): void
}

/**
 * "Tell me when it is over", by mail: a question, so that nobody can have mails sent to others, and one message to
 * each who said yes. Then the mailbox is forgotten.
 */
export function createMailer(parts: {
  db: Database
  now: () => number
  server: MailServer
  /** The words of a mail; null when its service is not public any more. */
  tell(due: DueMail): Mail | null
}): Mailer {
  const { db, now, tell } = parts
  const sender = createMailSender(parts.server)

  async function serve(due: DueMail): Promise<void> {
    const mail = tell(due)
    const result = mail ? await sender.send(due.mailbox, mail) : 'gone'
    if (result === 'sent' && due.kind === 'confirm') await restMailWish(db, due.token)
    else if (result !== 'failed' || due.attempts >= mostAttempts) await deleteMailWish(db, due.token)
  }

  return {
    deliver: createCrew(() => claimDueMail(db, now()), serve, atOnce),
    close: sender.close,
  }
}
