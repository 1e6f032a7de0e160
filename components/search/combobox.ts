import './combobox.css'

/** What GET /api/v1/search answers. */
interface Offers {
  services: { slug: string; name: string; status: string; label: string; reports: string }[]
  summary: string
  ask: string | null
}

/** So long after the last key the field asks. */
const pauseMs = 150

const awake = new WeakSet<HTMLInputElement>()

const element = (tag: string, className: string, text: string): HTMLElement =>
  Object.assign(document.createElement(tag), { className, textContent: text })

/**
 * Makes a search field a combobox with a listbox (ARIA 1.2): services are offered once typing begins; up and down
 * choose, Enter goes, Escape closes and keeps the text. Without a choice, Enter sends the form as before.
 */
export function offerServices(field: HTMLInputElement): void {
  const form = field.form
  if (!form || awake.has(field)) return
  awake.add(field)
  const { lang } = document.documentElement
  const list = element('div', 'offers', '')
  list.id = `${field.id}-offers`
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', form.querySelector('label')?.textContent ?? '')
  const news = element('p', 'vh', '')
  news.setAttribute('role', 'status')
  form.append(list, news)
  form.style.position = 'relative'
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-controls', list.id],
    ['aria-expanded', 'false'],
  ] as const) {
    field.setAttribute(name, value)
  }

  let chosen = -1
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = new AbortController()
  const options = () => [...list.children] as HTMLElement[]

  const show = (isOpen: boolean): void => {
    list.hidden = !isOpen
    field.setAttribute('aria-expanded', String(isOpen))
    if (!isOpen) choose(-1)
  }
  const choose = (index: number): void => {
    chosen = index
    options().forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === index))
    })
    const option = options()[index]
    if (option) {
      field.setAttribute('aria-activedescendant', option.id)
      option.scrollIntoView({ block: 'nearest' })
    } else field.removeAttribute('aria-activedescendant')
  }
  const go = (option: HTMLElement | undefined): void => {
    if (option?.dataset.to) location.assign(option.dataset.to)
  }

  const draw = ({ services, summary, ask }: Offers, query: string): void => {
    const made = services.map(({ slug, name, status, label, reports }) => {
      const option = element('div', `st-${status}`, '')
      const called = element('b', '', '')
      called.append(element('bdi', '', name))
      option.append(called, element('span', 's', label), element('span', 's', reports))
      // Read as one sentence: name, status, reports.
      option.setAttribute('aria-label', [name, label, reports].join(lang === 'ar' ? '، ' : ', '))
      option.dataset.to = `/${lang}/status/${slug}`
      return option
    })
    if (ask) {
      const option = element('div', '', ask)
      option.dataset.to = `/${lang}/request?name=${encodeURIComponent(query)}`
      made.push(option)
    }
    made.forEach((option, at) => {
      option.id = `${list.id}-${at}`
      option.setAttribute('role', 'option')
    })
    list.replaceChildren(...made)
    news.textContent = summary
    show(true)
  }

  const ask = async (): Promise<void> => {
    asking.abort()
    const query = field.value.trim().slice(0, 80)
    if (query === '') return show(false)
    asking = new AbortController()
    const { signal } = asking
    const answer = await fetch(`/api/v1/search?q=${encodeURIComponent(query)}&lang=${lang}`, { signal })
    if (!answer.ok) return show(false)
    const offers = (await answer.json()) as Offers
    if (!signal.aborted && document.activeElement === field) draw(offers, query)
  }

  const askSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask().catch(() => {}), pauseMs)
  }
  field.addEventListener('input', askSoon)
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const isOpen = !list.hidden
    const count = options().length
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isOpen) {
        if (count > 0 && field.value.trim() !== '') show(true)
        else void ask().catch(() => {})
        return
      }
      const step = event.key === 'ArrowDown' ? 1 : -1
      // Past either end stands the field itself.
      choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1)
    } else if (event.key === 'Enter' && isOpen && chosen >= 0) {
      event.preventDefault()
      go(options()[chosen])
    } else if (event.key === 'Escape' && isOpen) {
      // A search field would be emptied.
      event.preventDefault()
      asking.abort()
      show(false)
    }
  })
  field.addEventListener('blur', () => {
    clearTimeout(timer)
    asking.abort()
    show(false)
  })
  // Pressed, not clicked: the field keeps its focus until the page goes.
  list.addEventListener('mousedown', (event) => event.preventDefault())
  list.addEventListener('click', (event) =>
    go((event.target as Element).closest<HTMLElement>('[role=option]') ?? undefined),
  )
  // What was typed before we came.
  if (field.value !== field.defaultValue) askSoon()
}
