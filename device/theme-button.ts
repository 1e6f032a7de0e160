import { remember } from './memory.ts'
import { whenPressed } from './pressed.ts'

function flip(): void {
  const root = document.documentElement
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches
  const theme = (root.dataset.theme ?? (isDark ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark'
  root.dataset.theme = theme
  // Where storage is blocked, the choice lasts as long as the page.
  remember('theme', theme)
}

/** The switch between light and dark, drawn by the server. */
export const watchTheme = (): void => whenPressed('[data-flip]', flip)
