/** Figures of the rule that pages print and more than one room goes by. */

/** One person counts once in this time per service, minutes. */
export const dedupeMinutes = 60

/** So many people of one address unit (a line or household) count in that time. */
export const peoplePerUnit = 3

/** A falling excess makes an incident a recovering one after so many minutes; quiet ends it after so many. */
export const fallingMinutes = 5
export const quietMinutes = 17

/** What rises again within so many minutes of its end is the same incident, and its record goes on. */
export const reopenMinutes = 60

/** Search engines are shown a false alarm for so many days after it was found to be one. */
export const falseAlarmDays = 30

/** Fewer reporters than this in 28 days, and nothing can be said of a service. */
export const fewReporters = 24

/** A report that waited no longer for a connection counts when it arrives; else it is kept and never counts. */
export const countedQueueSeconds = 15 * 60
/** So old a waiting report is not sent any more. */
export const droppedQueueSeconds = 2 * 60 * 60
