/** What is made of something that an earlier run has left; null where somebody has altered that until it has not its shape any more. */
export function unlessShapeless<Made>(make: () => Made): Made | null {
  try {
    return make()
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
