'use client'
import { useEffect, useRef, useState } from 'react'
import { pressAgain } from '../live/early.ts'

/** Asks the address of a sample when pressed, and shows status code and body as they are. */
export function RunButton({
  address,
  words,
}: {
  address: string
  words: { run: string; running: string; answered: string; failed: string; sample: string }
}) {
  const [said, setSaid] = useState<{ line: string; body: string } | null>(null)
  const run = async (): Promise<void> => {
    setSaid({ line: words.running, body: '' })
    try {
      const answer = await fetch(address)
      const text = await answer.text()
      setSaid({ line: words.answered.replace('{code}', String(answer.status)), body: text.slice(0, 20_000) })
    } catch {
      setSaid({ line: words.failed, body: '' })
    }
  }
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => pressAgain(box.current), [])
  return (
    <div className="needs-js" ref={box}>
      <button type="button" className="btn" onClick={() => void run()}>
        {words.run}
      </button>
      <p role="status">{said?.line}</p>
      {said?.body && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region takes focus
        <pre className="code" dir="ltr" tabIndex={0}>
          {said.body}
        </pre>
      )}
    </div>
  )
}
