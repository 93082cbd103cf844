/** A price in dollars: where it was read, or that nobody could be found who says so. */
export interface Price {
  readonly dollars: number
  /** What it is of, as it is told on the screen. */
  readonly of: string
  /** Where and of when; null for what is assumed. */
  readonly source: string | null
}

/** What a night costs of: eu-central-1, on demand, without free tiers. Looked for on 2026-11-29; the price pages themselves are filled in by scripts. */
export const prices = {
  lambdaGibSecond: {
    ...{ dollars: 0.0000133334, of: "Lambda's second of one GiB, arm64" },
    source: 'npm artillery 2.0.28, lib/platform/aws-lambda/prices.js, after aws.amazon.com/lambda/pricing',
  },
  lambdaMillion: {
    ...{ dollars: 0.2, of: 'a million calls of Lambda' },
    source: 'aws.amazon.com/lambda/pricing, as read on 2026-09-20 by github.com/api-evangelist/aws-lambda',
  },
  /** Of a standard workflow. */
  transitionsThousand: {
    ...{ dollars: 0.025, of: 'a thousand transitions' },
    source: 'aws.amazon.com/step-functions/pricing, Europe (Frankfurt), as stored; read on 2026-11-29',
  },
  /** Requests that write or list. */
  s3WriteThousand: {
    ...{ dollars: 0.0054, of: 'a thousand writes of S3' },
    source:
      'AWS Price List API, AmazonS3 in eu-central-1, EUC1-Requests-Tier1, of 2026-08-31, as quoted in public notes',
  },
  s3ReadThousand: {
    ...{ dollars: 0.00043, of: 'a thousand reads of S3' },
    source: 'demo.wlid.nl/s3-storage-classes.html, Frankfurt, of 2021-12-02: the least of any request',
  },
  s3GigabyteMonth: {
    ...{ dollars: 0.0245, of: 'a gigabyte in S3 for a month' },
    source:
      'AWS Price List API, AmazonS3 in eu-central-1, EUC1-TimedStorage-ByteHrs, of 2026-08-31, as quoted in public notes',
  },
  cloneHour: { dollars: 0.35, of: "an hour of a clone's db.r8g.large", source: null },
  /** Pages of 16 KiB that a clone reads from its storage. */
  pagesMillion: {
    ...{ dollars: 0.22, of: 'a million pages read by Aurora' },
    source: 'usage type EUC1-Aurora:StorageIOUsage, as a public price test quotes it; read on 2026-11-29',
  },
} as const satisfies Record<string, Price>

/** The prices as numbers. */
export const dollars = Object.fromEntries(
  Object.entries<Price>(prices).map(([name, price]) => [name, price.dollars]),
) as Readonly<Record<keyof typeof prices, number>>

/** What no public page was found for. */
export const assumedPrices = Object.values<Price>(prices).flatMap(({ of, source }) => (source === null ? [of] : []))

/** What one function does in a second, in bytes of rows: measured on one core by bench/full-run.ts and rounded down, Lambda itself was not measured. */
export const rates = {
  survey: 15_000_000,
  mask: 15_000_000,
  /** Streamed or read from S3 by the server: it parses and stores the same rows. */
  load: 25_000_000,
  search: 20_000_000,
  /** Read and held against what was known of it: where nothing changed, a night takes 0.27 of a full one's CPU (bench/results/changes.jsonl). */
  compare: 40_000_000,
  /** Rows that two secondary indexes are built over; MySQL's blog on 8.0.27 has 54 million rows and one index in 541 s, with its default memory. */
  indexRows: 60_000_000 / 900,
  /** Of S3, for one function. */
  s3: 90_000_000,
} as const
