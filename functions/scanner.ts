import type { Ports, Scanner } from '../shared/ports.ts'
import { scan } from '../shared/steps/scan.ts'
import type { ScanReport } from '../shared/verification/scan.ts'
import type { Closing } from './closing.ts'
import { openShadow } from './databases.ts'
import type { RunRef } from './events.ts'

// While one connection waits for its rows, the cells of the other are searched.
const connections = 2

/** The leak check of one function: parts side by side over a few connections of its own. */
export function openScanner(run: RunRef, closing: Closing, ports: Pick<Ports, 'plans' | 'key'>): Scanner {
  return {
    async scan(index, parts) {
      const waiting = parts.values()
      const reports: ScanReport[] = []
      const lanes = Array.from({ length: connections }, async () => {
        const shadow = await openShadow(run, closing)
        for (const part of waiting) reports.push(await scan(part, index, { ...ports, shadow }))
      })
      await Promise.all(lanes)
      return reports
    },
  }
}
