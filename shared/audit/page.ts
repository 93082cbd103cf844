import type { AuditRecord } from './record.ts'

/** The record as a page for people: self-contained, no script, nothing loaded from elsewhere. */
export function page(record: AuditRecord): string {
  return `<!doctype html><html lang="en"><title>${record.runId}</title></html>`
}
