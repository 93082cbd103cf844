import { afterAll } from 'vitest'
import { takeDown } from './take-down.ts'

// Read anew for each file, while modules are read once for many.
afterAll(takeDown)
