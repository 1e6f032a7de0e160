'use client'
import { useEffect, useRef } from 'react'

/** The device's own way to share, where it has one; elsewhere nothing is seen of it. */
export function ShareButton({ word, url }: { word: string; url: string }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (button.current && 'share' in navigator) button.current.hidden = false
  }, [])
  const share = () => void navigator.share({ title: document.title, url }).catch(() => {})
  return (
    <button ref={button} type="button" className="btn" hidden onClick={share}>
      {word}
    </button>
  )
}
