'use client'
import { useEffect } from 'react'
import { tellChanges } from '../live/early.ts'
import { redrawnEvent } from '../live/live-parts.tsx'

const pauseMs = 250
const parts = ['play-said', 'play-result']

/**
 * Makes the playground's form answer while a slider moves: slider and number follow each other, and what the server
 * draws for the new thresholds takes the place of the old. Without script the form is sent by its button.
 */
export function PlayLive() {
  useEffect(() => {
    const form = document.querySelector<HTMLFormElement>('form.play-form')
    if (!form) return
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let asked: AbortController | undefined
    const show = async () => {
      asked?.abort()
      asked = new AbortController()
      const query = new URLSearchParams()
      for (const [name, value] of new FormData(form)) if (typeof value === 'string') query.set(name, value)
      const address = `${form.getAttribute('action')}?${query}`
      const answer = await fetch(address, { headers: { accept: 'text/html' }, signal: asked.signal })
      if (!answer.ok) return
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
      for (const id of parts) {
        document.getElementById(id)?.replaceChildren(...(fresh.getElementById(id)?.childNodes ?? []))
      }
      history.replaceState(history.state, '', address)
      document.dispatchEvent(new Event(redrawnEvent))
    }
    form.addEventListener(
      'input',
      ({ target }) => {
        if (!(target instanceof HTMLInputElement) || target.type === 'search') return
        const row = target.closest('.play-row')
        for (const other of row?.querySelectorAll('input') ?? []) other.value = target.value
        clearTimeout(timer)
        timer = setTimeout(() => void show().catch(() => {}), pauseMs)
      },
      { signal: stop.signal },
    )
    tellChanges(form)
    return () => {
      stop.abort()
      asked?.abort()
      clearTimeout(timer)
    }
  }, [])
  return null
}
