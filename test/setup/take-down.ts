type Work = () => Promise<void> | void

const works: Work[] = []

/** What is done after the last test of the file that is under way: the latest first. */
export function afterFile(work: Work): void {
  works.push(work)
}

/** Everything that the file's tests have left. */
export async function takeDown(): Promise<void> {
  for (const work of works.splice(0).reverse()) await work()
}
