declare module 'asl-validator' {
  /** Checks a definition against the states language. */
  export default function validate(
    definition: unknown,
    options?: { checkPaths?: boolean; checkArn?: boolean },
  ): { isValid: boolean; errorsText(separator: string): string }
}
