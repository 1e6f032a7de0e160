/** Words that the live service page needs in the browser. */
export const serviceWords = [
  'status',
  'verdict.h',
  'verdict.people',
  'verdict.peopleHour',
  'verdict.tail',
  'verdict.began',
  'verdict.beganConfirmed',
  'verdict.yours',
  'verdict.needs',
  'verdict.learning',
  'verdict.staleLede',
  'verdict.for',
  'verdict.since',
  'verdict.says',
  'live',
  'service',
  'around',
  'why',
  'problem',
  'report',
  'incident',
  'home.endedLine',
  'time',
  'chart',
]

/** Words that the chart of an incident's record needs in the browser. */
export const incidentWords = ['chart', 'status', 'time.city']
