'use client'
import { useRef, useState } from 'react'

/** Copies what stands in the element before it; where that is refused, selects it and says which keys do. */
export function CopyButton({ words }: { words: { copy: string; copied: string; copyFailed: string } }) {
  const [outcome, setOutcome] = useState<keyof typeof words>('copy')
  const button = useRef<HTMLButtonElement>(null)
  const copy = async (): Promise<void> => {
    const source = button.current?.parentElement?.querySelector('pre, input')
    if (!source) return
    const field = source instanceof HTMLInputElement ? source : null
    try {
      await navigator.clipboard.writeText(field ? field.value : (source.textContent ?? ''))
      setOutcome('copied')
    } catch {
      if (field) field.select()
      else getSelection()?.selectAllChildren(source)
      setOutcome('copyFailed')
    }
  }
  return (
    <button ref={button} type="button" className="btn needs-js" onClick={() => void copy()}>
      {words[outcome]}
    </button>
  )
}
