import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Sparkline } from './sparkline.tsx'

it('draws from zero, and colours the buckets of the open incident', () => {
  const html = renderToStaticMarkup(<Sparkline reporters={[0, 2, 20, 10]} status="major" hot={2} />)
  expect(html).toContain('viewBox="0 0 4 1000"')
  expect(html).toContain('class="mark-line is-none" d="M0 1000h1v-100h1"')
  expect(html).toContain('class="mark-line is-major" d="M2 900V0h1v500h1"')
})

it('two reports do not fill it', () => {
  const html = renderToStaticMarkup(<Sparkline reporters={[0, 2]} />)
  expect(html).toContain('d="M0 1000h1v-200h1"')
})
