/** What the service page says only after somebody has tapped or come down to the notes: fetched then. */
export const laterWords = [
  'report',
  'note',
  'offline.discard',
  'works.said',
  'works.saidWhy',
  'push.start',
  'push.stop',
  'push.note',
]
