/** How people are addressed, in lower case without stops: these tell a gender. */
export const salutations: ReadonlySet<string> = new Set(
  `mr mrs ms miss mx sir madam herr frau hr fr monsieur madame mademoiselle m mme mlle sr sra srta senor senora dhr mevr mw heer mevrouw
  pan pani signor signora sig sigra fru froken herrn male female man woman`.split(/\s+/),
)
