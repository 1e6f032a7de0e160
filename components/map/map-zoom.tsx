'use client'
import { useEffect, useRef, useState } from 'react'
import { pressAgain } from '../live/early.ts'

const sizes = [1, 2, 4] as const
const picked = '[data-place]'

/**
 * Makes the map larger inside its frame, which then scrolls as any other box does, and outlines in it the place
 * that is pointed at or focused in the list.
 */
export function MapZoom({ words }: { words: { group: string; in: string; out: string; reset: string } }) {
  const [size, setSize] = useState(0)
  const element = useRef<HTMLFieldSetElement>(null)
  const place = useRef<SVGGraphicsElement | null>(null)

  useEffect(() => {
    const outline = element.current?.closest('figure')?.querySelector('use.map-picked')
    if (!outline) return
    const stop = new AbortController()
    const pick = ({ target }: Event) => {
      const code = target instanceof Element && target.closest<HTMLElement>(picked)?.dataset.place
      const shape = code ? document.getElementById(`place-${code}`) : null
      if (shape) {
        outline.setAttribute('href', `#${shape.id}`)
        place.current = shape as unknown as SVGGraphicsElement
      } else outline.removeAttribute('href')
    }
    for (const event of ['pointerover', 'focusin']) {
      document.addEventListener(event, pick, { signal: stop.signal })
    }
    return () => stop.abort()
  }, [])

  useEffect(() => {
    const frame = element.current?.closest('figure')?.querySelector<HTMLElement>('.map-frame')
    const svg = frame?.querySelector('svg')
    if (!frame || !svg) return
    svg.style.inlineSize = `${sizes[size]! * 100}%`
    // A box that scrolls can be scrolled by keys.
    if (size > 0) frame.tabIndex = 0
    else frame.removeAttribute('tabindex')
    const middle = (place.current ?? svg).getBoundingClientRect()
    const box = frame.getBoundingClientRect()
    frame.scrollBy(
      middle.x + middle.width / 2 - box.x - box.width / 2,
      middle.y + middle.height / 2 - box.y - box.height / 2,
    )
  }, [size])

  useEffect(() => pressAgain(element.current), [])

  const button = (sign: string, label: string, next: number) => {
    // Not disabled: whoever pressed it last has focus there.
    const isOff = !(next in sizes) || next === size
    return (
      <button type="button" aria-label={label} aria-disabled={isOff} onClick={() => isOff || setSize(next)}>
        {sign}
      </button>
    )
  }
  return (
    <fieldset className="map-zoom needs-js" ref={element}>
      <legend className="vh">{words.group}</legend>
      {button('+', words.in, size + 1)}
      {button('−', words.out, size - 1)}
      {button('↺', words.reset, 0)}
    </fieldset>
  )
}
