/**
 * Runs before first paint, so that a chosen theme and chosen digits never flash; also marks that script runs at all.
 * Where something else than us has changed the page before it came alive (a translator, an extension), the page is
 * made anew and its root loses the marks: they are set again.
 * Next's scripts are asked for when the page has been seen, or has come whole and is not looked at: on a slow line they
 * would hold up its first picture (server/pages/page-scripts.ts); after three seconds in any case, for a browser that says
 * nothing of pictures.
 * A while after the page is there, or with the first touch, it fetches what the device does for its reader
 * (device/main.ts), and what was pressed until then is pressed for it again; at once on the offline page, which says
 * little without it.
 * A report that is sent before React listens is sent again every tenth of a second until React takes it, with a token of
 * its own and without leaving the page; after three seconds the browser sends the form, and at once one that
 * cannot send it again.
 * Intl is asked for once: its first use costs a slow phone a tenth of a second, and here, while the styles are on their
 * way, there is nothing else to do; later it would hold up the first tap.
 * Its hash stands in the content security policy, so it is the same on every page.
 * The front puts it into a page's head (server/pages/page-head.ts). Drawn there by Next, it would travel a second time, in the
 * data that React wakes up from.
 */
export const headScript = `(() => {
  const root = document.documentElement
  const mark = () => {
    root.dataset.js = ''
    try {
      const theme = localStorage.getItem('desk-theme')
      if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
      if (localStorage.getItem('desk-digits') === 'arab') root.dataset.digits = 'arab'
    } catch {}
  }
  mark()
  new MutationObserver(() => root.dataset.js === '' || mark()).observe(root, { attributes: true })
  const start = () => {
    for (const held of document.querySelectorAll('script[data-src]')) {
      const script = document.createElement('script')
      script.src = held.dataset.src
      script.async = true
      held.replaceWith(script)
    }
  }
  addEventListener('DOMContentLoaded', () => {
    if (document.hidden) start()
    else {
      new PerformanceObserver(start).observe({ type: 'paint', buffered: true })
      setTimeout(start, 3000)
    }
  })
  let asked
  const care = () => { asked ??= import('/device.js').catch(() => {}) }
  addEventListener('load', () => setTimeout(care, document.querySelector('[data-shelter]') ? 0 : 3000))
  addEventListener('click', (event) => { self.deskTapped = event.target })
  let tries = 0
  addEventListener('submit', (event) => {
    const { target: form, submitter: button } = event
    const isOurs = button && form.requestSubmit && form.matches('form.report')
    if (event.defaultPrevented || !isOurs || ++tries > 30) return
    event.preventDefault()
    button.dataset.tapped = ''
    setTimeout(() => form.requestSubmit(button), 100)
  })
  for (const touch of ['pointerdown', 'keydown', 'offline']) addEventListener(touch, care, { once: true, passive: true })
  Intl.DateTimeFormat()
})()`

/** What Next draws in its place. */
export const headScriptPlace = '/*desk*/'
