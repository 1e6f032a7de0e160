import type { Desk } from '../desk.ts'
import { liveMark } from '../live/live-mark.ts'
import { ZoneName } from '../live/live-strip.tsx'
import { say } from '../say.tsx'
import { Time, type TimeForm, timeText } from '../time.tsx'

/** What a sheet of paper has to say by itself: where it is from, of when its numbers are, and what may be done with it. */
export function PrintFoot({
  desk,
  url,
  at,
  isFollowed = false,
}: {
  desk: Desk
  url: string
  /** The numbers are of this moment. */
  at: string
  /** They are kept fresh in the browser: then the moment is that of what is shown (tell-times.ts). */
  isFollowed?: boolean
}) {
  const moment = (form: TimeForm) => () =>
    isFollowed ? (
      <span data-form={form}>{timeText(desk, at, form)}</span>
    ) : (
      <Time desk={desk} at={at} form={form} />
    )
  return (
    <p className="wrap paper" {...liveMark}>
      <bdi>{url}</bdi>
      <br />
      {say(desk.t, 'paper.numbers', {
        t: '',
        d: '',
        z: '',
        at1: moment('time'),
        at2: moment('date'),
        zone: () => <ZoneName desk={desk} at={at} />,
      })}
      <br />
      {desk.t('paper.licence', { brand: desk.t('brand') })}
    </p>
  )
}
