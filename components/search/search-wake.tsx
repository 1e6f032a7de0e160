'use client'
import { useEffect } from 'react'

/** Where a reader says "off", "/" does nothing (settings). */
const shortcutKey = 'desk-shortcut'

const isField = (element: Element | null): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName))

const fields = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('.srch [name=q]')]

/**
 * Wakes up the search fields of the page: what offers services while one types is fetched when a field takes
 * focus, and "/" goes to the first field that can be seen.
 */
export function SearchWake() {
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    const wake = (field: Element | null): void => {
      if (!fields().includes(field as HTMLInputElement)) return
      void import('./combobox.ts')
        .then(({ offerServices }) => offerServices(field as HTMLInputElement))
        .catch(() => {})
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (isField(document.activeElement)) return
      try {
        if (localStorage.getItem(shortcutKey) === 'off') return
      } catch {
        // Storage is blocked: nothing was turned off.
      }
      const field = fields()
        .reverse()
        .find((one) => one.offsetParent)
      if (!field) return
      event.preventDefault()
      field.focus()
    }
    document.addEventListener('focusin', (event) => wake(event.target as Element), { signal })
    document.addEventListener('keydown', onKey, { signal })
    // Somebody may have been quicker than the script.
    wake(document.activeElement)
    return () => stop.abort()
  }, [])
  return null
}
