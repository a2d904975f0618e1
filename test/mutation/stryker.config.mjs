import { fileURLToPath } from "node:url";

/** Read by Stryker inside the private copy that run.mjs makes; MUTATION is what run.mjs asks for. */
const { mutate, report, remembered, scratch } = JSON.parse(process.env.MUTATION);

export default {
  testRunner: "vitest",
  vitest: { configFile: "test/mutation/vitest.config.mjs", related: true },
  plugins: ["@stryker-mutator/vitest-runner", fileURLToPath(new URL("ignore-words.mjs", import.meta.url))],
  coverageAnalysis: "perTest",
  concurrency: 2,
  mutate,
  ignorers: ["words"],
  incremental: true,
  incrementalFile: remembered,
  reporters: ["json", "progress-append-only"],
  jsonReporter: { fileName: report },
  // The copy is ours to change, and no second one is needed.
  inPlace: true,
  tempDirName: scratch,
  // Sources are run as they stand, nothing type-checks them here.
  disableTypeChecks: false,
  // A busy machine is no endless loop.
  timeoutMS: 30_000,
};
