/** What has to be closed when an invocation ends, however it ends. */
export interface Closing {
  add<Resource extends { close(): unknown }>(resource: Resource): Resource
  close(): Promise<void>
}

export function closing(): Closing {
  const resources: { close(): unknown }[] = []
  return {
    add(resource) {
      resources.push(resource)
      return resource
    },
    async close() {
      for (const resource of resources.reverse()) await Promise.resolve(resource.close()).catch(() => undefined)
    },
  }
}
