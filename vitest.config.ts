import { defineConfig } from 'vitest/config'

/** What changes the process for whatever comes after, with a mocked module or its environment, or sees what came before. */
const alone = [
  'test/cli/commands/audit.test.ts',
  'test/cli/commands/aws-init.test.ts',
  'test/functions/dataset-run.test.ts',
  'test/shared/adapters/kms/kms-signer.test.ts',
  'test/shared/adapters/s3/s3-faults.test.ts',
  'test/shared/adapters/secrets/secrets.test.ts',
  'test/shared/policy/locales.test.ts',
]

export default defineConfig({
  test: {
    globalSetup: ['test/setup/engines.ts'],
    setupFiles: ['test/setup/each-file.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      // Modules are read once for all of these: reading them again for each file took as long as the tests.
      { extends: true, test: { name: 'together', include: ['test/**/*.test.ts'], exclude: alone, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
})
