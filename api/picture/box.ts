/**
 * What a picture is made of: boxes as satori reads them. Plain data, so that they can be handed to the thread that
 * draws. Lengths are px.
 */

export type Style = Record<string, string | number>

export interface Box {
  type: 'div' | 'img'
  props: { style: Style; children?: string | Box[]; src?: string; width?: number; height?: number }
}

/** Boxes side by side. `null` is nothing. */
export const row = (style: Style, ...children: (Box | null)[]): Box => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children: children.filter((child) => child !== null) },
})

/** Boxes one below the other. */
export const column = (style: Style, ...children: (Box | null)[]): Box =>
  row({ flexDirection: 'column', ...style }, ...children)

/** A piece of text that is never broken nor turned: all of it runs one way. */
export const text = (style: Style, content: string): Box => ({
  type: 'div',
  props: { style: { display: 'flex', whiteSpace: 'pre', ...style }, children: content },
})

/** Markup of an SVG as an image of this size. */
export function drawn(width: number, height: number, viewBox: string, marks: string, style: Style = {}): Box {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${viewBox}">${marks}</svg>`
  const src = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  return { type: 'img', props: { src, width, height, style: { width, height, ...style } } }
}
