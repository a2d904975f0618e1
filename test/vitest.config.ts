import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Two projects, because only scenarios run the built CLI: a tree that does not build yet still runs its unit tests. */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: "source",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.scenario.test.ts", "test/architecture.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        root,
        test: {
          name: "built",
          include: ["test/**/*.scenario.test.ts", "test/architecture.test.ts"],
          globalSetup: ["test/tools/build-before-tests.mjs"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxConcurrency: 3,
        },
      },
    ],
  },
});
