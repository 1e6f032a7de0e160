import { NotFound } from '#components/not-found.tsx'
import { translatorOf } from '#i18n/index.ts'
import { pageNow } from '../../../now.ts'
import { placeOf } from '../../../place.ts'
import { view } from '../../../view.ts'
import { readService } from './service.ts'

/**
 * An unknown service: what it may have meant. Next draws this beside every service page and keeps it at
 * hand; for a service that exists it is nothing.
 */
export default async function Page() {
  const { locale, slug } = placeOf()
  const asked = slug ?? ''
  const now = await pageNow()
  const exists = await readService(asked, '24h', now).then(
    (found) => found !== null,
    () => true,
  )
  if (exists) return null
  const rows = await (await view()).search(asked.replaceAll('-', ' '), 4, now)
  return <NotFound t={translatorOf(locale)} asked={asked} services={rows.map((row) => row.service)} />
}
