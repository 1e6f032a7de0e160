'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether script runs here: false on the server and in the first drawing, true afterwards. */
export const useIsAlive = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
