import { NotFound } from '#components/not-found.tsx'
import { translatorOf } from '#i18n/index.ts'
import { placeOf } from '../place.ts'

/** Sent with every page (Next keeps it at hand), so it stays small. */
export default function Page() {
  return <NotFound t={translatorOf(placeOf().locale)} />
}
