/** For whoever pressed a button that went with its line: they stand at what comes next, or at the top of the page. */
export function standAt(next: HTMLElement | null | undefined, heading: HTMLElement | null): void {
  if (heading) heading.tabIndex = -1
  const goal = next ?? heading
  goal?.focus()
}
