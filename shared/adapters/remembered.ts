/** Makes a value the first time it is asked for; a failure is tried again. */
export function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  const get = remembered((_: '') => make())
  return () => get('')
}

/** Remembers answers by question; a failure is not remembered. */
export function remembered<Question extends string, Answer>(
  ask: (question: Question) => Promise<Answer>,
): (question: Question) => Promise<Answer> {
  const answers = new Map<Question, Promise<Answer>>()
  return (question) => {
    const known = answers.get(question)
    if (known) return known
    const answer = ask(question)
    answers.set(question, answer)
    answer.catch(() => answers.delete(question))
    return answer
  }
}
