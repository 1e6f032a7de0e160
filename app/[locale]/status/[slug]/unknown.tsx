import { NotFound } from '#components/not-found.tsx'
import type { Translator } from '#i18n/translate.ts'
import { isSample } from '../../../start.ts'
import { view } from '../../../view.ts'

/** A service that is not followed: what may have been meant by it. */
export async function UnknownService({ t, slug, now }: { t: Translator; slug: string; now: number }) {
  const asked = slug.slice(0, 64).replaceAll('-', ' ')
  const rows = await (await view()).search(asked, 4, now)
  return <NotFound t={t} sample={await isSample()} asked={asked} services={rows.map((row) => row.service)} />
}
