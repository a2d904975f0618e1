import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { QuickFirst } from "./quick-first.mjs";
import { Unloadable } from "./unloadable.mjs";

/**
 * The tests that mutants are run against: pure and quick ones, of the folder that is mutated. Unlike in test/vitest.config.ts, files share one module graph (`isolate`), which makes a
 * mutant three times as cheap: nothing in these tests keeps state between files.
 */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { alias: [{ find: /^fast-check$/, replacement: fileURLToPath(new URL("few-runs.mjs", import.meta.url)) }] },
  test: {
    include: [`${JSON.parse(process.env.MUTATION).tests}/**/*.test.ts`],
    exclude: ["**/*.{scenario,contract}.test.ts"],
    reporters: [new Unloadable()],
    sequence: { sequencer: QuickFirst },
    testTimeout: 60_000,
    isolate: process.env.MUTATION_ISOLATE === "1",
  },
});
