/**
 * Copies what stands in the `pre` or `input` beside it; where that is refused, selects it and says which keys do. The
 * button is the device's (device/share-buttons.ts): drawn once, its words in it, so that it weighs nothing in a page's
 * own script.
 */
export function CopyButton({ words }: { words: { copy: string; copied: string; copyFailed: string } }) {
  return (
    <button
      type="button"
      className="btn needs-js"
      data-copied={words.copied}
      data-failed={words.copyFailed}
      suppressHydrationWarning
    >
      {words.copy}
    </button>
  )
}
