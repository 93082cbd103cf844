/** What a server tells of writes to a database. JSON-safe. */
export interface SourceWrites {
  /** The server's own time, `YYYY-MM-DD hh:mm:ss`. */
  readonly at: string
  readonly tables: Readonly<
    Record<
      string,
      {
        /** Of the last transaction that changed the table, null where the server knows of none since it started. */
        readonly lastWrite: string | null
        /** When it was made, and as which. */
        readonly made: string
        /** Rows written since the server started, 0 where nobody counts them. */
        readonly rowsWritten: string
      }
    >
  >
  /** Rows written to the server's databases since it started; null where the tables tell for themselves. */
  readonly serverRows: string | null
  /** Whether the server tells of writes at all. */
  readonly tells: boolean
  /** Events that may fire. */
  readonly events: number
}
