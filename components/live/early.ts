/** A page is seen and used before its script is awake (docs/adr/0021): what was done until then is taken up here. */

/** Presses again what was pressed last inside `element`; its click was noted by device/head-script.ts. */
export function pressAgain(element: Element | null): void {
  const { deskTapped } = globalThis as { deskTapped?: unknown }
  if (deskTapped instanceof Element && element?.contains(deskTapped)) deskTapped.closest('button')?.click()
}

/** Tells a form anew of its inputs that have been changed since the page came. */
export function tellChanges(form: HTMLFormElement): void {
  for (const input of form.querySelectorAll('input')) {
    if (input.value === input.defaultValue && input.checked === input.defaultChecked) continue
    for (const name of ['input', 'change']) input.dispatchEvent(new Event(name, { bubbles: true }))
  }
}
