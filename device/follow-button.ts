import { listFollowed, toggleFollowed } from './followed.ts'
import { whenPressed } from './pressed.ts'

const buttons = () => document.querySelectorAll<HTMLButtonElement>('button[data-follow]')

function paint(): void {
  const followed = listFollowed()
  for (const button of buttons()) {
    const follows = followed.includes(button.dataset.follow ?? '')
    button.textContent = (follows ? button.dataset.stop : button.dataset.start) ?? ''
  }
}

function press(button: HTMLButtonElement): void {
  toggleFollowed(button.dataset.follow ?? '')
  paint()
}

/** Follow buttons of the page, drawn by the server: their words stand in them. */
export function watchFollow(): void {
  whenPressed('[data-follow]', press)
  addEventListener('storage', paint)
  paint()
}
