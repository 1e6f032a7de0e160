import { type Range, rangeNames, ranges } from '#core/bucket.ts'

// Words that islands need in the browser. The test beside holds each list to what its island says.

const under = (space: string, words: string): string[] => words.split(' ').map((word) => `${space}.${word}`)

/** Of the live service page. */
export const serviceWords = [
  'between',
  'status',
  ...under('verdict', 'h people peopleHour tail began beganConfirmed yours needs learning staleLede'),
  ...under('verdict', 'for since says review'),
  'live',
  ...under('service', 'mix mixSub mixNone mixShift where whereSub whereNote whereNone timeline timelineSub'),
  ...under('service', 'openIncident past pastNone pastLine history related relatedSub paused network'),
  'around',
  ...under('why', 'tailIs tailLess tailOften'),
  'problem',
  ...under('report', 'q qCalm go or anon mine worksMe sent sentNote undo queued failed retry wait'),
  ...under('offline', 'saved savedNote discard'),
  ...under('note', 'h sub'),
  ...under('incident', 'ours stage to peakLine because'),
  ...under('incident', 'becauseNetworks source ahead behind same noWord noWordEnded noPage'),
  'home.endedLine',
  'map.link',
  'time',
  'chart',
]

/** What of them is said in other ranges alone: a page is of one range for good. */
export const saidInOtherRanges = (range: Range): string[] => [
  ...rangeNames
    .filter((other) => other !== range)
    .flatMap((other) => [
      `chart.title.${other}`,
      `chart.peak.${other}`,
      `chart.read.m${ranges[other].bucketMinutes}`,
    ]),
  ...under('chart', 'title.incident peak.incident read.m5 read.any'),
]

/** Of the chart in an incident's record. */
export const incidentWords = [
  'between',
  'chart',
  ...under('time', 'city zone zoneBare join tightMinutes now days hours minutes after'),
]

/** Of the reader of compared plots. */
export const compareWords = [
  ...under('compare', 'read noValue times'),
  ...under(
    'chart',
    'span readout.soFar moment.now moment.date moment.dateTime moment.yesterday value.all value.comma value.reports',
  ),
]

/** Of the followed services. */
export const followedWords = [
  ...under(
    'following',
    'empty none again caption link linkNote copy copied copyFailed offer take change stopOne',
  ),
  ...under(
    'home',
    'colStatus colService colReports colTimes colSince colPlaces colDay timesShort timesOver timesFar peak',
  ),
  ...under('push', 'start stop note'),
  'status',
  'closed.label',
  ...under(
    'time',
    'yesterday onDay onDate date month minutes zone zoneBare city m1 m2 m3 m4 m5 m6 m7 m8 m9 m10 m11 m12',
  ),
]

/** Of the replay in an incident's record. */
export const replayWords = [
  ...under('incident', 'replay notSaid'),
  'problem',
  ...under('status', 'none possible major recovering unknown'),
  'why.reason',
  ...under('service', 'mixNone whereNone'),
  'time',
]

/** Of the year in a service's history. */
export const historyWords = [...under('history', 'strip day dayNone dayUnseen'), 'status.word', 'time']
