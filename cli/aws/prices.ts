/**
 * What a night costs of, in dollars: eu-central-1, on demand, without free tiers, as the price pages of Lambda, Step Functions, S3, Aurora and
 * VPC said in November 2026.
 */
export const prices = {
  /** A second of one GiB on arm64, and a million calls. */
  lambdaGibSecond: 0.0000133334,
  lambdaMillion: 0.2,
  /** A thousand transitions of a standard workflow. */
  transitionsThousand: 0.025,
  /** A thousand requests that write or list, and that read. */
  s3WriteThousand: 0.0054,
  s3ReadThousand: 0.00043,
  /** A gigabyte for a month. */
  s3GigabyteMonth: 0.0245,
  /** An hour of a clone's db.r8g.large, and a million pages of 16 KiB that it reads from its storage. */
  cloneHour: 0.35,
  pagesMillion: 0.22,
} as const

/** What one function does in a second, in bytes of rows: measured on one core by bench/full-run.ts and rounded down, Lambda itself was not measured. */
export const rates = {
  survey: 15_000_000,
  mask: 15_000_000,
  load: 25_000_000,
  search: 20_000_000,
  /** Rows that two secondary indexes are built over. */
  indexRows: 60_000_000 / 900,
  /** Of S3, for one function. */
  s3: 90_000_000,
} as const
