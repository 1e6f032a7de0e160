/**
 * What a receipt says to the one who holds it. Whether it is ours only the desk can tell (ingest/tokens); this reads
 * it for a page that the desk has let by, and for the person's own browser.
 */

/** So long a report can be taken back and added to, ms. */
export const receiptMs = 30 * 60_000

/** Bytes: service, report, country. */
export const receiptHead = 34

/** The country that the report was counted under; null: none was known, or this is no receipt. */
export function countryOfReceipt(receipt: string): string | null {
  try {
    const bytes = atob(receipt.replaceAll('-', '+').replaceAll('_', '/'))
    const country = bytes.slice(receiptHead - 2, receiptHead)
    return /^[A-Z]{2}$/.test(country) ? country : null
  } catch {
    return null
  }
}
