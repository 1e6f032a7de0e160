import { whenPressed } from './pressed.ts'

/** The word a button says after an outcome; it carries them all. */
function tell(button: HTMLButtonElement, outcome: 'copied' | 'failed'): void {
  button.textContent = button.dataset[outcome] ?? button.textContent
}

/** Copies what stands beside the button; where that is refused, selects it and says which keys do. */
async function copy(button: HTMLButtonElement): Promise<void> {
  const source = button.parentElement?.querySelector('pre, input')
  if (!source) return
  const field = source instanceof HTMLInputElement ? source : null
  try {
    await navigator.clipboard.writeText(field ? field.value : (source.textContent ?? ''))
    tell(button, 'copied')
  } catch {
    if (field) field.select()
    else getSelection()?.selectAllChildren(source)
    tell(button, 'failed')
  }
}

/** Buttons that pass the page on, drawn by the server: copying, and the device's own way where it has one. */
export function watchShare(): void {
  if ('share' in navigator) {
    for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-share]'))
      button.hidden = false
  }
  whenPressed('[data-copied]', (button) => void copy(button))
  whenPressed('[data-share]', ({ dataset }) => {
    navigator.share({ title: document.title, url: dataset.share ?? '' }).catch(() => {})
  })
}
