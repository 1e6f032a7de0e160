/**
 * Nobody sees this: whatever has no page is answered by `[...rest]`, in the reader's language. It is here because Next's
 * own page for it, styles and all, would otherwise travel in the HTML of every page.
 */
export default function NotFound() {
  return null
}
