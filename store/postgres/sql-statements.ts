/** One statement of a file, and the line it begins on. */
export interface Statement {
  sql: string
  line: number
}

/**
 * Splits a migration into statements. Semicolons inside comments, quotes, dollar quotes, brackets and the bodies of
 * SQL-standard functions (BEGIN ATOMIC … END) do not end a statement, as in psql. Pieces without a word are left out.
 */
export function splitStatements(text: string): Statement[] {
  const statements: Statement[] = []
  let from = 0
  let at = 0
  let brackets = 0
  let body = 0
  let firstToken = -1
  let words: string[] = []

  const finish = (end: number) => {
    if (firstToken >= 0) {
      const line = text.slice(0, firstToken).split('\n').length
      statements.push({ sql: text.slice(from, end).trim(), line })
    }
    from = end + 1
    brackets = body = 0
    firstToken = -1
    words = []
  }

  while (at < text.length) {
    const start = at
    at = skipBlank(text, start)
    if (at > start) continue
    const char = text.charAt(start)
    if (char === ';' && brackets === 0 && body === 0) {
      finish(start)
      at += 1
      continue
    }
    if (char !== ';' && firstToken < 0) firstToken = start
    at = skipToken(text, start)
    if (char === '(') brackets += 1
    if (char === ')') brackets = Math.max(0, brackets - 1)
    if (!/[a-z_]/i.test(char)) continue
    const word = text.slice(start, at).toLowerCase()
    if (words.length < 4) words.push(word)
    if (/^create (or replace )?(function|procedure)/.test(words.join(' '))) body = nextDepth(body, word)
  }
  finish(text.length)
  return statements
}

/** BEGIN opens a function's body; inside it CASE has an END of its own. */
function nextDepth(depth: number, word: string): number {
  if (word === 'begin' || (word === 'case' && depth > 0)) return depth + 1
  return word === 'end' && depth > 0 ? depth - 1 : depth
}

/** White space and comments; block comments nest. */
function skipBlank(text: string, at: number): number {
  if (/\s/.test(text.charAt(at)) || text.charAt(at) === '\uFEFF') return at + 1
  if (text.startsWith('--', at)) {
    const end = text.indexOf('\n', at)
    return end < 0 ? text.length : end + 1
  }
  if (!text.startsWith('/*', at)) return at
  let depth = 0
  let here = at
  do {
    if (text.startsWith('/*', here)) {
      depth += 1
      here += 2
    } else if (text.startsWith('*/', here)) {
      depth -= 1
      here += 2
    } else here += 1
  } while (depth > 0 && here < text.length)
  return here
}

/** A quoted text, a dollar-quoted text, a word, or one character. An unclosed quote reaches to the end. */
function skipToken(text: string, at: number): number {
  const char = text.charAt(at)
  if (char === "'" || char === '"') return skipQuoted(text, at, char, false)
  if (/^e'/i.test(text.slice(at, at + 2))) return skipQuoted(text, at + 1, "'", true)
  const tag =
    char === '$' ? /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u.exec(text.slice(at, at + 70))?.[0] : undefined
  if (tag) {
    const end = text.indexOf(tag, at + tag.length)
    return end < 0 ? text.length : end + tag.length
  }
  // A dollar inside a name (a$b$c) opens nothing, so names are taken whole.
  const word = /[\p{L}\p{N}_][\p{L}\p{N}_$]*/uy
  word.lastIndex = at
  return at + (word.exec(text)?.[0].length ?? 1)
}

/** A doubled quote is a quote inside the text, and so is a backslashed one in E'…'. */
function skipQuoted(text: string, at: number, quote: string, backslash: boolean): number {
  for (let here = at + 1; here < text.length; here += 1) {
    if (backslash && text.charAt(here) === '\\') here += 1
    else if (text.charAt(here) === quote) {
      if (text.charAt(here + 1) !== quote) return here + 1
      here += 1
    }
  }
  return text.length
}
