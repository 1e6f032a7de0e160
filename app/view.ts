import { headers } from 'next/headers'
import { openPublicView } from '#store/view/open-view.ts'

let opened: ReturnType<typeof openPublicView> | undefined

/**
 * What pages may read. Opened with the first question, so that a build needs no database. What an editor has changed is
 * known to the front first, which tells of it with each page.
 */
export async function view(): ReturnType<typeof openPublicView> {
  opened ??= openPublicView().catch((error: unknown) => {
    // The store may be back in a moment: the next page asks again.
    opened = undefined
    throw error
  })
  const found = await opened
  await found.follow((await headers()).get('x-desk-services'))
  return found
}
