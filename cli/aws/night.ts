import { dollars as prices, rates } from './prices.ts'

/** What is known of a database and of a deployment before the first night. */
export interface NightSize {
  readonly bytes: number
  readonly chunks: number
  /** Of the largest table: its indexes are one statement. */
  readonly largestRows: number
  /** Whether some fakes may not equal a real value: then rows are read twice. */
  readonly surveyed: boolean
  /** Digests of real values; eight bytes each. */
  readonly originals: number
  readonly readers: number
  readonly writers: number
  readonly chunksPerBatch: number
  /** Of a night by changes; absent for a full one. */
  readonly changed?: ChangedShare
}

/** Shares of all rows, each of which is read on both sides: from 0 to 1. */
export interface ChangedShare {
  readonly masked: number
  readonly written: number
  readonly searched: number
  /** Rows of the largest table that is loaded whole all the same. */
  readonly largestWhole: number
}

export interface NightEstimate {
  /** By part of the night, in the order of its course: `transfer` is snapshot and rows of restore, side by side. */
  readonly hours: Readonly<Record<'clone' | 'survey' | 'transfer' | 'indexes' | 'verify', number>>
  readonly totalHours: number
  /** Of the longest single calls of functions, against fifteen minutes. */
  readonly longestMinutes: number
  readonly dollars: {
    readonly lambda: number
    readonly stepFunctions: number
    readonly s3: number
    readonly clone: number
    readonly pages: number
  }
  readonly totalDollars: number
}

const hour = 3600
/** To make and to delete a clone, and the steps that are not about rows. */
const fixedSeconds = 1800
/** What a batch takes beside its rows: a cold start, connections, receipts. */
const batchSeconds = 3
const gib = 2 ** 30

/** The arithmetic of a night in clone mode on AWS. Nothing is asked; see docs/operations.md, section 7. */
export function nightOnAws(size: NightSize): NightEstimate {
  const { bytes, chunks, surveyed, originals, readers, writers, changed } = size
  const { masked, written, searched } = changed ?? { masked: 1, written: 1, searched: 1 }
  const seconds = (share: number, rate: number) => bytes * (share / rate + (1 - share) / rates.compare)
  const batches = Math.ceil(chunks / size.chunksPerBatch)
  const searches = Math.ceil(batches / 4)
  const digests = originals * 8
  const work = {
    survey: surveyed ? seconds(masked, rates.survey) + batches * batchSeconds : 0,
    mask: seconds(masked, rates.mask) + batches * batchSeconds,
    // What was masked is held against the rows that are there.
    load: (bytes * written) / rates.load + (changed ? (bytes * masked) / rates.compare : 0) + batches * batchSeconds,
    // A batch reads the originals once more, to tell what it sighted from what its filter let pass.
    search: seconds(searched, rates.search) + searches * (batchSeconds + digests / rates.s3),
    merge: (5 * digests) / rates.s3,
    indexes: (changed ? changed.largestWhole : size.largestRows) / rates.indexRows,
  }
  const hours = {
    clone: fixedSeconds / hour,
    survey: surveyed ? (work.survey / Math.min(readers, batches) + work.merge / 2) / hour : 0,
    // Loaders begin with the first batch and are done with the last, whoever is slower.
    transfer:
      (Math.max(work.mask / Math.min(readers, batches) + work.merge / 2, work.load / Math.min(writers, batches)) +
        (work.mask + work.load) / batches) /
      hour,
    indexes: work.indexes / hour,
    verify: work.search / Math.min(readers, searches) / hour,
  }
  const totalHours = Object.values(hours).reduce((sum, part) => sum + part, 0)
  const memory = (seconds: number, mebibytes: number) => seconds * (mebibytes / 1024) * prices.lambdaGibSecond
  const transitions = 3 * (batches * (surveyed ? 3 : 2) + searches) + 100
  const dollars = {
    lambda:
      memory(work.survey + work.mask + work.load + work.indexes, 1769) +
      memory(work.search + work.merge, 3008) +
      (transitions / 3e6) * prices.lambdaMillion,
    stepFunctions: (transitions / 1000) * prices.transitionsThousand,
    s3:
      (chunks * 6 * prices.s3WriteThousand) / 1000 +
      ((chunks * 11 + (searches * digests) / 2 ** 25) * prices.s3ReadThousand) / 1000 +
      (((bytes * masked) / 1e9) * prices.s3GigabyteMonth * totalHours) / (30 * 24),
    clone: totalHours * prices.cloneHour,
    pages: (((surveyed ? 2 : 1) * bytes) / (16 * 1024) / 1e6) * prices.pagesMillion,
  }
  const totalDollars = Object.values(dollars).reduce((sum, part) => sum + part, 0)
  const perChunk = bytes / chunks
  const longestSeconds = Math.max(
    (size.chunksPerBatch * perChunk) / rates.mask,
    (4 * size.chunksPerBatch * perChunk) / rates.search +
      digests / rates.s3 +
      Math.min(2 * gib, 2 * originals) / rates.s3,
    work.merge,
  )
  return { hours, totalHours, longestMinutes: longestSeconds / 60, dollars, totalDollars }
}
