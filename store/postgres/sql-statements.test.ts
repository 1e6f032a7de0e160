import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitStatements } from './sql-statements.ts'

const split = (text: string) => splitStatements(text).map((statement) => statement.sql)

test.each([
  ['nothing', ' \n; ;\n-- only words; here\n/* and; /* here; */ */;', []],
  ['plain', 'select 1; select 2', ['select 1', 'select 2']],
  ['line comment', 'select 1 -- a; b\n; select 2', ['select 1 -- a; b', 'select 2']],
  ['nested comment', 'select /* ; /* ; */ ; */ 1; select 2', ['select /* ; /* ; */ ; */ 1', 'select 2']],
  ['quotes', `select 'a;''b;', "c;""d;"; select 2`, [`select 'a;''b;', "c;""d;"`, 'select 2']],
  ['backslash in plain quotes', "select 'a\\'; select 2", ["select 'a\\'", 'select 2']],
  ['backslash in E quotes', "select E'a\\';'; select 2", ["select E'a\\';'", 'select 2']],
  [
    'dollar quotes',
    'do $$ begin; end $$; do $a_1$ $$;$b$ $a_1$; x',
    ['do $$ begin; end $$', 'do $a_1$ $$;$b$ $a_1$', 'x'],
  ],
  ['dollar in a name', 'select a$b$c; select d$b$e', ['select a$b$c', 'select d$b$e']],
  ['parameter', 'select $1; select $2', ['select $1', 'select $2']],
  [
    'brackets',
    'create rule r as on update to t do (select 1; select 2); x',
    ['create rule r as on update to t do (select 1; select 2)', 'x'],
  ],
  [
    'function body',
    'create or replace function f() returns int begin atomic select 1; select case when true then 1 end; end; x',
    [
      'create or replace function f() returns int begin atomic select 1; select case when true then 1 end; end',
      'x',
    ],
  ],
  ['Arabic', "insert into t values ('؛;'); select 2", ["insert into t values ('؛;')", 'select 2']],
])('%s', (_name, text, expected) => {
  expect(split(text)).toEqual(expected)
})

test('a statement knows its line', () => {
  expect(splitStatements('select 1;\n\n-- note\nselect 2;').map((statement) => statement.line)).toEqual([
    1, 4,
  ])
})

const word = fc
  .constantFrom('select', 'a', '1', ',', '+', 'x$y$z', '$1', 'e', '"', "'")
  .map((text) => (/["']/.test(text) ? 'q' : text))
const inside = fc.string({
  maxLength: 12,
  unit: fc.constantFrom(';', 'a', ' ', "'", '"', '$', '-', '*', '/', '\n', 'ع'),
})
const part = fc.oneof(
  word,
  inside.map((text) => `'${text.replaceAll("'", "''")}'`),
  inside.map((text) => `"${text.replaceAll('"', '""')}"`),
  inside.map((text) => `$t$${text.replaceAll('$t$', '')} $t$`),
  inside.map((text) => `-- ${text.replaceAll('\n', ' ')}\n`),
  inside.map((text) => `/*${text.replaceAll('/', ' ')}*/`),
)
const statement = fc.array(part, { maxLength: 6 }).map((parts) => `select ${parts.join(' ')} z`)

test('joined statements come apart again, whatever is inside their quotes and comments', () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 5 }), (statements) => {
      expect(split(statements.join(';\n'))).toEqual(statements)
    }),
  )
})

test('nothing but separators is lost, for any text at all', () => {
  fc.assert(
    fc.property(inside, (text) => {
      for (const { sql } of splitStatements(text)) expect(text).toContain(sql)
    }),
  )
})
