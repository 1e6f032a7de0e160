/** Marks parts of a page that the server alone draws, and that LiveParts may replace. */
export const liveMark = { 'data-live': '' }
