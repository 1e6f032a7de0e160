const asked = /<script src="(\/_next\/[^"]+)" async=""><\/script>/g
const announced = /<link rel="preload" as="script"[^>]*>/g

/**
 * The page with Next's scripts held back: the script in its head asks for them once the page has been seen
 * (device/head-script.ts). On a slow line they would take turns with styles and fonts, and a slow phone would compile
 * them while it should draw.
 */
export const holdScripts = (html: string): string =>
  html.replaceAll(announced, '').replaceAll(asked, '<script type="text/later" data-src="$1"></script>')

/** Of Next's own parts, in the data that React wakes up from: they are there in numbers on every page. */
const unset =
  /,\\"(?:nonce|error|errorStyles|errorScripts|templateStyles|templateScripts|notFound|forbidden|unauthorized)\\":\\"\$undefined\\"/g

/** The page without the names of what Next's parts were not given: to React it is the same whether they are said. */
export const dropUnset = (html: string): string => html.replaceAll(unset, '')
