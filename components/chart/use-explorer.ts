'use client'

import { useCallback, useState } from 'react'

type ExplorerModule = typeof import('./explorer.tsx')

interface Connection {
  saveData?: boolean
  effectiveType?: string
}

/** Is a download of about 120 kB something this connection can bear unasked? */
function isNetworkFine(): boolean {
  const { connection } = navigator as Navigator & { connection?: Connection }
  return connection === undefined || !(connection.saveData || /2g|3g/.test(connection.effectiveType ?? ''))
}

/**
 * Recharts comes only when somebody wants it: at once when asked for ("Explore"), and quietly on touch or focus
 * if the network is fine. Until it has drawn once the server's SVG stays.
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

  return {
    module,
    state,
    load,
    wish: () => state === 'idle' && isNetworkFine() && void load(),
    drawn: useCallback(() => setState('drawn'), []),
  }
}
