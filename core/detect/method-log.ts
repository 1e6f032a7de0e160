/** Changes to the method, newest first; their words stand in the catalogue under method.log. */
export const methodLog = [
  { on: '2026-11-27', rule: 'multiscale-nb-2', what: 'reopening' },
  { on: '2026-11-26', rule: 'multiscale-nb-2', what: 'breadth' },
  { on: '2026-11-24', rule: 'multiscale-nb-1', what: 'first' },
] as const

/** Since when each figure in force is what it is. What is not named has been so since the first rule. */
export const changedOn: Record<string, string> = { figRule: '2026-11-26', figReopen: '2026-11-27' }

export const sinceOf = (figure: string): string => changedOn[figure] ?? methodLog.at(-1)!.on
