/**
 * What this device remembers for its owner: a few small values in local storage, and nowhere else. Where storage is
 * blocked or full, nothing is remembered and nothing fails.
 */

const prefix = 'desk-'

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name)
  } catch {
    return null
  }
}

/** Remembers a value; null forgets it. False where storage is blocked or full. */
export function remember(name: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(prefix + name)
    else localStorage.setItem(prefix + name, value)
    return true
  } catch {
    return false
  }
}

/** A remembered list; what is not one, or holds what `isEntry` refuses, counts as nothing. */
export function recallList<Entry>(name: string, isEntry: (value: unknown) => value is Entry): Entry[] {
  try {
    const value: unknown = JSON.parse(recall(name) ?? '[]')
    return Array.isArray(value) ? value.filter(isEntry) : []
  } catch {
    return []
  }
}

export const rememberList = (name: string, list: unknown[]): boolean =>
  remember(name, list.length > 0 ? JSON.stringify(list) : null)

/** Forgets everything that is ours in local storage. */
export function forgetValues(): void {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix))
    for (const name of names) localStorage.removeItem(name)
  } catch {
    // Storage is blocked: nothing was ever kept.
  }
}
