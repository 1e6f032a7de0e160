import type { Log } from '#base/log.ts'
import { createMailer, type Mailer } from '#notify/mail.ts'
import type { MailServer } from '#notify/mail-sender.ts'
import { createPush, type Push } from '#notify/push.ts'
import type { Reach } from '#notify/safe-address.ts'
import { createWebhooks } from '#notify/webhooks.ts'
import type { Database } from '#store/db.ts'
import type { Directory } from '#store/service/directory.ts'
import { tellByMail } from './mail-words.ts'
import { pushSubject } from './push-subject.ts'
import { tellOver } from './push-words.ts'
import { webhookData } from './webhook-data.ts'

/** By which ways this site tells people that an incident is over, and programs of everything. */
export interface TellerSettings {
  /** The address people see; links in mails need it. */
  publicUrl?: string | undefined
  /** Whom a push service may complain to; absent: publicUrl, if that is https. */
  pushContact?: string | undefined
  /** What push messages may be sent to; absent: the open internet alone. No setting: only a test has another. */
  pushReach?: Reach | undefined
  /** What webhooks may be sent to; absent: the open internet alone. No setting: only a test has another. */
  webhookReach?: Reach | undefined
  /** Who takes our mails; absent: nobody can be told by mail. Needs publicUrl. */
  mailServer?: MailServer | undefined
}

export interface Tellers {
  /** null: this site has nobody whom push services could turn to. */
  push: Push | null
  /** null: this site has no mail server. */
  mailer: Mailer | null
  /** Those there are, by name. */
  all: (readonly [name: string, teller: { deliver(): Promise<void> }])[]
}

/** @param db connections of their own: who tells must not wait behind who asks */
export function createTellers(
  parts: { db: Database; directory: Directory; now: () => number; log: Log },
  settings: TellerSettings,
): Tellers {
  const { db, directory, now, log } = parts
  const { publicUrl, mailServer: server, pushReach: reach } = settings
  const subject = pushSubject(settings)
  if (subject === null)
    log.info('nobody can be told by push: set PUSH_CONTACT, or a PUBLIC_URL that is https')
  const push =
    subject === null ? null : createPush({ db, now, subject, reach, tell: (due) => tellOver(directory, due) })
  const mailer =
    server && publicUrl
      ? createMailer({ db, now, server, tell: (due) => tellByMail(directory, publicUrl, due) })
      : null
  const webhooks = createWebhooks({
    ...{ db, now, reach: settings.webhookReach },
    tell: (untold) => webhookData(directory, publicUrl ?? '', untold),
  })
  const named: [string, { deliver(): Promise<void> } | null][] = [
    ['push', push],
    ['mail', mailer],
    ['webhooks', webhooks],
  ]
  return { push, mailer, all: named.flatMap(([name, teller]) => (teller ? [[name, teller] as const] : [])) }
}
