import { describe, expect, it } from 'vitest'
import { embedChoice, embedSnippets } from './embed-choice.ts'

describe('what is asked of the builder', () => {
  it('is taken where we have it, else what an embed does unasked', () => {
    expect(embedChoice({ form: 'bar', theme: 'blue', colour: 'red' }, 'ar')).toEqual({
      ...{
        form: 'bar',
        theme: 'auto',
        lang: 'ar',
        digits: 'latn',
        ground: 'auto',
        width: 'full',
        state: 'now',
      },
      colour: '#1a4b8c',
    })
    expect(embedChoice({ colour: '#A0b1C2' }, 'en').colour).toBe('#A0b1C2')
  })

  it('becomes code that is safe to paste, and never asks for a sample', () => {
    const choice = embedChoice({ form: 'chart', state: 'major' }, 'en')
    const codes = embedSnippets(choice, { slug: 'chat', title: 'A "B" <i>', origin: 'https://o.example' })
    expect(codes.frame).toContain('src="https://o.example/embed/chat?size=chart&amp;theme=auto&amp;lang=en"')
    expect(codes.loader).not.toContain('digits')
    // Which page of theirs it stands on is not for us.
    expect(codes.frame).toContain(' referrerpolicy="origin"')
    expect(codes.frame).toContain('title="A &quot;B&quot; &lt;i>"')
    expect(Object.values(codes).join()).not.toContain('sample')
  })

  it('asks for digits where they make a difference', () => {
    const at = { slug: 'chat', title: 'Chat', origin: 'https://o.example' }
    const arabic = embedSnippets(embedChoice({ digits: 'arab', lang: 'ar', theme: 'transparent' }, 'en'), at)
    expect(arabic.url).toBe('https://o.example/embed/chat?size=card&theme=transparent&lang=ar&digits=arab')
    expect(arabic.loader).toContain('theme="transparent" lang="ar" digits="arab"')
    const english = embedSnippets(embedChoice({ digits: 'arab', lang: 'en' }, 'en'), at)
    expect(Object.values(english).join()).not.toContain('digits')
  })
})
