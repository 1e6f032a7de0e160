/** What the plots of a comparison count in. */
export type Unit = 'times' | 'reports'
