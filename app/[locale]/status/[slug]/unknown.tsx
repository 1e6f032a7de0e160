import { UnknownServicePage } from '#components/frame/not-found.tsx'
import { longestName } from '#core/report/request.ts'
import type { Translator } from '#i18n/translate.ts'
import { isSample } from '../../../start.ts'
import { view } from '../../../view.ts'

/** What an address says of a service's name, readable or not. */
function nameIn(slug: string): string {
  try {
    return decodeURIComponent(slug).replaceAll(/[-_]+/g, ' ')
  } catch {
    return slug
  }
}

/** A service that is not followed: what may have been meant by it, and a way to ask for it. */
export async function UnknownService({ t, slug }: { t: Translator; slug: string }) {
  const asked = nameIn(slug).slice(0, longestName)
  const reader = await view()
  const request = await reader.readRequest(asked)
  return (
    <UnknownServicePage t={t} sample={await isSample()} request={request} services={reader.find(asked, 4)} />
  )
}
