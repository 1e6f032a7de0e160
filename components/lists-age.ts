/** Lists on a service's page that the server alone draws are at most so old, minutes (components/service-feed). */
export const listsMinutes = 5
