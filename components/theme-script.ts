/**
 * Runs before first paint, so that a chosen theme never flashes; also marks that script runs at all.
 * Its hash stands in the content security policy, so it is the same on every page.
 */
export const themeScript = `(() => {
  const root = document.documentElement
  root.dataset.js = ''
  try {
    const theme = localStorage.getItem('desk-theme')
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  } catch {}
})()`
