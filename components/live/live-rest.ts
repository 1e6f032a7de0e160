// What a service's page can do without in its first seconds, in one piece.

export { ReportBar } from '../report/report-bar.tsx'
export { Reported } from '../report/reported.tsx'
export { catchUp } from './catch-up.ts'
export { LiveLists } from './live-lists.tsx'
export { needsRefetch, withState, withView } from './live-news.ts'
export { openFeed } from './service-feed.ts'
