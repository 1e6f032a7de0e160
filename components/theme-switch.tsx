'use client'

/** Light or dark, kept in this browser only. Without script the device decides, and there is no switch. */
export function ThemeSwitch({ label }: { label: string }) {
  const flip = (): void => {
    const root = document.documentElement
    const isDark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches
    const theme = isDark ? 'light' : 'dark'
    root.dataset.theme = theme
    try {
      localStorage.setItem('desk-theme', theme)
    } catch {
      // Storage is blocked: the choice lasts as long as the page.
    }
  }
  return (
    <button type="button" className="ib needs-js" aria-label={label} title={label} onClick={flip}>
      <svg className="ic" viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" strokeWidth="1.8" />
        <path d="M10 2.5a7.5 7.5 0 0 1 0 15z" fill="currentColor" />
      </svg>
    </button>
  )
}
