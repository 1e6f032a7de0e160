/** Code or an answer: Latin, left to right in both languages, scrolling in a region of its own. */
export function Sample({ title, code }: { title: string; code: string }) {
  return (
    <figure className="sample" aria-label={title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region takes focus */}
      <pre className="code" dir="ltr" tabIndex={0}>
        {code}
      </pre>
    </figure>
  )
}
