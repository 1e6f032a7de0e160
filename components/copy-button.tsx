'use client'
import { useRef, useState } from 'react'

/** Copies what stands in the element before it; where that is refused, selects it and says which keys do. */
export function CopyButton({ words }: { words: { copy: string; copied: string; copyFailed: string } }) {
  const [outcome, setOutcome] = useState<keyof typeof words>('copy')
  const button = useRef<HTMLButtonElement>(null)
  const copy = async (): Promise<void> => {
    const code = button.current?.parentElement?.querySelector('pre')
    if (!code) return
    try {
      await navigator.clipboard.writeText(code.textContent ?? '')
      setOutcome('copied')
    } catch {
      getSelection()?.selectAllChildren(code)
      setOutcome('copyFailed')
    }
  }
  return (
    <button ref={button} type="button" className="btn needs-js" onClick={() => void copy()}>
      {words[outcome]}
    </button>
  )
}
