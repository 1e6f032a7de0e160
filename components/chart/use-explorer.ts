'use client'

import { useCallback, useState } from 'react'

type ExplorerModule = typeof import('./explorer.tsx')

/**
 * Recharts is more than 100 kB: it comes when somebody asks to explore, never for a touch that only reads. Until
 * it has drawn once the server's SVG stays.
 */
export function useExplorer() {
  const [module, setModule] = useState<ExplorerModule | null>(null)
  const [state, setState] = useState<'idle' | 'loading' | 'drawn' | 'failed'>('idle')

  const load = useCallback(async () => {
    if (state === 'loading' || module !== null) return
    setState('loading')
    try {
      setModule(await import('./explorer.tsx'))
    } catch {
      setState('failed')
    }
  }, [state, module])

  return { module, state, load, drawn: useCallback(() => setState('drawn'), []) }
}
