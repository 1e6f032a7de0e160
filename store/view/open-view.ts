import { readEnv } from '#base/env.ts'
import { openDatabase } from '../db.ts'
import { createDirectory } from '../service/directory.ts'
import { createPublicView, type PublicView } from './public-view.ts'

const refreshMs = 30_000

interface PageView {
  /** Whether mails are sent. */
  offersMail: boolean
  /** Hears which services the front knows (Directory.mark), and reads them anew when they are others. */
  follow(mark: string | null): Promise<void>
}

/** Opens the public view of the page process, over the database its environment names. */
export async function openPublicView(): Promise<PublicView & PageView> {
  const env = readEnv()
  const url = env.PAGE_DATABASE_URL ?? env.DATABASE_URL
  if (!url) throw new Error('The page process needs PAGE_DATABASE_URL or DATABASE_URL; the front sets it.')
  const db = openDatabase(url, { max: 6 })
  const directory = createDirectory(db)
  await directory.refresh()
  // Known services are good enough while the store is away.
  setInterval(() => directory.refresh().catch(() => {}), refreshMs).unref()
  let told: string | null = null
  return {
    async follow(mark) {
      if (mark === null || mark === told) return
      // Asked once for each change, also while the two do not agree.
      told = mark
      if (mark !== directory.mark) await directory.refresh().catch(() => {})
    },
    ...createPublicView(db, directory, { country: env.COUNTRY }),
    offersMail: env.PAGES_OFFER_MAIL !== undefined,
  }
}
