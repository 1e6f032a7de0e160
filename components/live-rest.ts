// What a service's page can do without in its first seconds, in one piece.
export { catchUp } from './catch-up.ts'
export { LiveLists } from './live-lists.tsx'
export { ReportBar } from './report-bar.tsx'
export { Reported } from './reported.tsx'
export { openFeed } from './service-feed.ts'
