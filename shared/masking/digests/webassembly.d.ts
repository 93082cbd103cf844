// What the hot path uses of WebAssembly; lib.dom, which declares it, would bring a browser along.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array)
  }
  class Memory {
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
  class Instance {
    readonly exports: Readonly<Record<string, unknown>>
    constructor(module: Module, imports?: Readonly<Record<string, Readonly<Record<string, Memory>>>>)
  }
}
