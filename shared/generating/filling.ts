/** What is told while a database is filled. */
export interface Filling {
  step(name: string, totalRows: number | null): void
  advance(rows: number, bytes: number): void
  done(): void
  note(text: string): void
}
