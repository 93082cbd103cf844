/** By the end of a path: without it a browser offers a page that it gets from the bucket as a download. */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl',
} as const

/** What `put` says of an object; nothing of artifacts that only nightmask reads. */
export function contentTypeOf(path: string): { readonly ContentType?: string } {
  const found = Object.entries(types).find(([end]) => path.endsWith(end))
  return found ? { ContentType: found[1] } : {}
}
