import { z } from 'zod'

/** Options of a rule that draws by the person that a row is about. */
export const ofPeople = {
  of: z.string().meta({ description: 'The key of the people.', examples: ['users.id'] }),
  via: z
    .string()
    .meta({
      description: 'The column of this table that holds that key, where no foreign key says it.',
      examples: ['user_id'],
    })
    .optional(),
}
