import { describe, expect, it } from 'vitest'
import { readCorrection } from './command.ts'

const words = ['--en', 'Wrong time.', '--ar', 'الوقت خاطئ.']

describe('correct-incident', () => {
  it('takes an incident and a text in both languages', () => {
    expect(readCorrection(['2026-03-17-chat-k7q2', ...words, '--false-alarm'])).toEqual({
      id: '2026-03-17-chat-k7q2',
      edit: { text: { en: 'Wrong time.', ar: 'الوقت خاطئ.' }, falseAlarm: true, mergedInto: undefined },
    })
  })

  it.each([
    [words],
    [['one', 'two', ...words]],
    [['one', '--en', 'Wrong.']],
    [['one', '--en', 'Wrong.', '--ar', 'Wrong.']],
    [['one', '--en', ' ', '--ar', 'خطأ']],
    [['one', ...words, '--loud']],
    [['one', '--en', 'x'.repeat(1001), '--ar', 'خطأ']],
  ])('says what is wrong with %j', (args) => {
    expect(readCorrection(args)).toEqual(expect.any(String))
  })
})
