/** Who works at the editors' desk, and what each may do. */

/** From the least to the most: whoever may do more may do all that those before may. */
export const editorRoles = ['viewer', 'moderator', 'editor', 'admin'] as const

export type EditorRole = (typeof editorRoles)[number]

/** What can be done at the desk, and the least role that may. Names stand in the log. */
const acts = {
  'note.show': 'moderator',
  'note.hide': 'moderator',
  'note.hold': 'moderator',
  'service.add': 'editor',
  'service.edit': 'editor',
  'service.close': 'editor',
  'service.merge': 'editor',
  'service.restore': 'editor',
  'official.add': 'editor',
  'official.end': 'editor',
  'incident.correct': 'editor',
  'request.drop': 'editor',
  'webhook.add': 'admin',
  'webhook.test': 'admin',
  'webhook.resend': 'admin',
  'webhook.secret': 'admin',
  'webhook.stop': 'admin',
  'webhook.start': 'admin',
  'webhook.remove': 'admin',
  'people.add': 'admin',
  'people.role': 'admin',
  'people.key': 'admin',
  'people.end': 'admin',
} as const satisfies Record<string, EditorRole>

export type EditorAct = keyof typeof acts

export const editorActs = Object.keys(acts) as EditorAct[]

export const isRole = (text: string): text is EditorRole => (editorRoles as readonly string[]).includes(text)

export const mayDo = (role: EditorRole, act: EditorAct): boolean =>
  editorRoles.indexOf(role) >= editorRoles.indexOf(acts[act])

/** Why a note is hidden. */
export const hideReasons = ['spam', 'personal', 'abuse', 'other'] as const

export type HideReason = (typeof hideReasons)[number]

/** A session ends after so long without a request, and after so long in any case, ms. */
export const sessionIdleMs = 30 * 60_000
export const sessionMostMs = 12 * 3_600_000

/** Whether a session that began and was last used then still holds. */
export const isSessionAlive = (startedAt: number, usedAt: number, now: number): boolean =>
  now - startedAt < sessionMostMs && now - usedAt < sessionIdleMs
