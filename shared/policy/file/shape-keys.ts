import { z } from 'zod'

/** The keys that a shape knows at a path, of all branches where it has several. */
export function keysOf(shape: z.ZodType, path: readonly PropertyKey[]): string[] {
  return objectsAt(shape, path).flatMap((object) => Object.keys(object.shape))
}

function objectsAt(shape: unknown, path: readonly PropertyKey[]): z.ZodObject[] {
  const inner = unwrap(shape)
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => objectsAt(option, path))
  const [step, ...rest] = path
  if (step === undefined) return inner instanceof z.ZodObject ? [inner] : []
  if (inner instanceof z.ZodArray) return objectsAt(inner.element, rest)
  if (inner instanceof z.ZodRecord) return objectsAt(inner.valueType, rest)
  return inner instanceof z.ZodObject ? objectsAt(inner.shape[String(step)], rest) : []
}

function unwrap(shape: unknown): unknown {
  if (shape instanceof z.ZodPipe) return unwrap(shape.in)
  if (
    shape instanceof z.ZodOptional ||
    shape instanceof z.ZodDefault ||
    shape instanceof z.ZodPrefault ||
    shape instanceof z.ZodNullable
  )
    return unwrap(shape.unwrap())
  return shape
}
