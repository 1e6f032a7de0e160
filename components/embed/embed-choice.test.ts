import { describe, expect, it } from 'vitest'
import { embedChoice, embedSnippets } from './embed-choice.ts'

describe('what is asked of the builder', () => {
  it('is taken where we have it, else what an embed does unasked', () => {
    expect(embedChoice({ form: 'bar', theme: 'blue', colour: 'red' }, 'ar')).toEqual({
      ...{ form: 'bar', theme: 'auto', lang: 'ar', ground: 'auto', width: 'full', state: 'now' },
      colour: '#1a4b8c',
    })
    expect(embedChoice({ colour: '#A0b1C2' }, 'en').colour).toBe('#A0b1C2')
  })

  it('becomes code that is safe to paste, and never asks for a sample', () => {
    const choice = embedChoice({ form: 'chart', state: 'major' }, 'en')
    const codes = embedSnippets(choice, { slug: 'chat', title: 'A "B" <i>', origin: 'https://o.example' })
    expect(codes.frame).toContain('src="https://o.example/embed/chat?size=chart&amp;theme=auto&amp;lang=en"')
    expect(codes.frame).toContain('title="A &quot;B&quot; &lt;i>"')
    expect(Object.values(codes).join()).not.toContain('sample')
  })
})
