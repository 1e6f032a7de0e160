import { type Detection, isoMinute } from './detections.ts'
import type { Outage, Truth } from './truth.ts'

/** A made-up truth small enough to work out a score by hand: one service, two evaluated weeks without the outages. */

const t0 = '2026-02-23T00:00:00Z'
const firstMinute = Date.parse(t0) / 60_000
const fortnight = 14 * 1440

export const outageAt = (start: number, end: number, rest: Partial<Outage> = {}): Outage => ({
  start,
  end,
  type: 'sudden',
  cls: 'medium',
  nats: 60,
  ratio: 3,
  peak: 10,
  evaluated: true,
  ...rest,
})

export function truthWith(outages: Outage[], negatives: Truth['services'][number]['negatives'] = []): Truth {
  const evaluated = outages.filter((one) => one.evaluated)
  const evalEnd = fortnight + evaluated.reduce((sum, one) => sum + one.end - one.start + 1, 0)
  return {
    version: 1,
    kind: 'synthetic',
    seed: 'by hand',
    t0,
    minutes: evalEnd,
    evalStart: 0,
    sha256: '',
    services: [
      {
        service: 'a',
        rate: 1,
        kind: 'mature',
        birth: 0,
        evalStart: 0,
        evalEnd,
        zones: ['Europe/London'],
        family: 'flat',
        sAR: 0,
        tauAR: 0,
        sDay: 0,
        vmr: 1,
        cv2: 0,
        weeklySpike: null,
        outages,
        negatives,
      },
    ],
  }
}

/** An incident of service a, in minutes of the data. */
export const foundAt = (at: number, end: number | null): Detection => ({
  service: 'a',
  start: isoMinute(firstMinute + at),
  detected_at: isoMinute(firstMinute + at),
  end: end === null ? null : isoMinute(firstMinute + end),
})
