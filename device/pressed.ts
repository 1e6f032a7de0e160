type Act = (button: HTMLButtonElement) => void

const acts: [selector: string, act: Act][] = []

/** Calls `act` for each button that fits when it is pressed, one that is drawn later too. */
export const whenPressed = (selector: string, act: Act): void => void acts.push([selector, act])

function press(target: unknown): void {
  for (const [selector, act] of acts) {
    const button = target instanceof Element ? target.closest(selector) : null
    if (button instanceof HTMLButtonElement) act(button)
  }
}

/** Begins to listen; `earlier` was pressed before anybody did. */
export function takePresses(earlier: unknown): void {
  document.addEventListener('click', ({ target }) => press(target))
  press(earlier)
}
