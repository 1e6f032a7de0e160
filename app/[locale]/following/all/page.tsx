import { FollowedByCookie } from '#components/follow/followed-by-cookie.tsx'
import { startPage } from '../../../start.ts'
import { view } from '../../../view.ts'

type Props = { params: Promise<{ locale: string }> }

/** The rows of all services, for the front alone: it takes those that one reader follows (server/pages/chosen-answers.ts). */
export default async function Page({ params }: Props) {
  const { desk, now, nowIso } = await startPage(params)
  return <FollowedByCookie desk={desk} rows={await (await view()).listServices('all', now)} now={nowIso} />
}
