import { readEnv } from '#base/env.ts'
import { openDatabase } from '../db.ts'
import { createDirectory } from '../service/directory.ts'
import { createPublicView, type PublicView } from './public-view.ts'

const refreshMs = 30_000

/** Opens the public view of the page process, over the database its environment names; and whether mails are sent. */
export async function openPublicView(): Promise<PublicView & { offersMail: boolean }> {
  const env = readEnv()
  const url = env.PAGE_DATABASE_URL ?? env.DATABASE_URL
  if (!url) throw new Error('The page process needs PAGE_DATABASE_URL or DATABASE_URL; the front sets it.')
  const db = openDatabase(url, { max: 6 })
  const directory = createDirectory(db)
  await directory.refresh()
  // Known services are good enough while the store is away.
  setInterval(() => directory.refresh().catch(() => {}), refreshMs).unref()
  return {
    ...createPublicView(db, directory, { country: env.COUNTRY }),
    offersMail: env.PAGES_OFFER_MAIL !== undefined,
  }
}
