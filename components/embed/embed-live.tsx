'use client'
import { useEffect, useRef } from 'react'
import { tellChanges } from '../live/early.ts'

/** So long after the last change the preview follows. */
const pauseMs = 500

const valuesIn = (place: Element): string =>
  [...place.querySelectorAll('option')].map(({ value }) => value).join()

/**
 * Lets preview and code follow the options of the form around it, without a reload: the page of the new address is
 * asked for, and what it shows in the places marked data-follow takes the place of what stands there.
 */
export function EmbedLive({ said }: { said: string }) {
  const status = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    const form = status.current?.closest('form')
    if (!form) return
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let asked = 0
    const follow = async () => {
      const mine = ++asked
      const query = new URLSearchParams(new FormData(form) as unknown as Record<string, string>)
      const address = `${form.action}?${query}`
      const answer = await fetch(address, { signal: stop.signal })
      if (!answer.ok || mine !== asked) return
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const unknown = page.querySelector('[data-unknown]')
      if (unknown) {
        // What is shown stays: it is of the service before.
        if (status.current) status.current.textContent = unknown.textContent
        return
      }
      for (const place of document.querySelectorAll('[data-follow]')) {
        const next = page.querySelector(`[data-follow="${place.getAttribute('data-follow')}"]`)
        if (!next) continue
        // A frame that is led elsewhere leaves a step behind for "back"; a new one does not.
        if (place.localName === 'iframe' && place.getAttribute('src') !== next.getAttribute('src')) {
          place.replaceWith(document.importNode(next, true))
          continue
        }
        // Another service has other parts; while it is the same, what was just chosen keeps its focus.
        if (valuesIn(place) !== valuesIn(next)) {
          place.replaceWith(document.importNode(next, true))
          continue
        }
        for (const { name, value } of next.attributes)
          if (place.getAttribute(name) !== value) place.setAttribute(name, value)
        if (!next.hasAttribute('style')) place.removeAttribute('style')
        if (place.localName === 'pre') place.textContent = next.textContent
      }
      history.replaceState(null, '', address)
      if (status.current) status.current.textContent = said
    }
    const soon = () => {
      clearTimeout(timer)
      if (status.current) status.current.textContent = ''
      timer = setTimeout(() => void follow().catch(() => {}), pauseMs)
    }
    form.addEventListener('change', soon, { signal: stop.signal })
    tellChanges(form)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [said])
  return <p ref={status} className="sub" role="status" />
}
