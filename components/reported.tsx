'use client'
import { useState } from 'react'
import { reportedAt } from '#device/reported.ts'
import type { Desk } from './desk.ts'

/** "You reported at 14:41": what the page, the same for everybody, did not know. Otherwise what it says to all. */
export function Reported({ desk: { t, clock }, slug }: { desk: Desk; slug: string }) {
  const [at] = useState(() => reportedAt(slug, Date.now()))
  return at === null ? t('report.anon') : t('report.mine', { t: clock.time(at) })
}
