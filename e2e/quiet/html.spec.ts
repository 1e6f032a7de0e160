import { HtmlValidate } from 'html-validate'
import { expect, test } from '../desk.ts'
import { languages, missing, pages } from '../pages.ts'

// What the server sends, before any script: valid HTML on every page.

const checker = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // Next writes them, and both spellings are HTML.
    'void-style': 'off',
    'doctype-style': 'off',
    // Colours of shares and positions in the plot are data.
    'no-inline-style': 'off',
  },
})

for (const language of languages) {
  test(`every page is valid HTML: ${language}`, async ({ request, desk }) => {
    test.setTimeout(300_000)
    for (const [name, path] of Object.entries(pages)) {
      const answer = await request.get(`${desk.site}/${language}${path}`)
      expect.soft(answer.status(), path).toBe(missing.includes(path) ? 404 : 200)
      const { results } = await checker.validateString(await answer.text())
      const faults = results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, line, column, selector }) =>
          [ruleId, message, `${line}:${column}`, selector].join(' | '),
        ),
      )
      expect.soft(faults, name).toEqual([])
    }
  })
}
