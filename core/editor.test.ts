import { expect, test } from 'vitest'
import { editorActs, editorRoles, isSessionAlive, mayDo, sessionIdleMs, sessionMostMs } from './editor.ts'

test('whoever may do more may do all that those before may', () => {
  for (const act of editorActs) {
    const may = editorRoles.map((role) => mayDo(role, act))
    expect(may, act).toEqual([...may].sort())
    expect(may.at(-1), act).toBe(true)
    expect(mayDo('viewer', act), act).toBe(false)
  }
  expect(mayDo('moderator', 'note.hide')).toBe(true)
  expect(mayDo('moderator', 'service.edit')).toBe(false)
  expect(mayDo('editor', 'people.add')).toBe(false)
})

test('a session ends when nobody uses it, and in any case', () => {
  expect(isSessionAlive(0, 0, sessionIdleMs - 1)).toBe(true)
  expect(isSessionAlive(0, 0, sessionIdleMs)).toBe(false)
  expect(isSessionAlive(0, sessionMostMs - 1, sessionMostMs - 1)).toBe(true)
  expect(isSessionAlive(0, sessionMostMs - 1, sessionMostMs)).toBe(false)
})
