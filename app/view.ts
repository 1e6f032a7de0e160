import { openPublicView } from '#store/view/open-view.ts'

let opened: ReturnType<typeof openPublicView> | undefined

/** What pages may read. Opened with the first question, so that a build needs no database. */
export function view(): ReturnType<typeof openPublicView> {
  opened ??= openPublicView().catch((error: unknown) => {
    // The store may be back in a moment: the next page asks again.
    opened = undefined
    throw error
  })
  return opened
}
