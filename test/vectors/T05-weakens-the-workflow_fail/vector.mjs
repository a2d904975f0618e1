import { noPathStarts } from "../support/naive.mjs";

/** See README.md. */
export default async function (world) {
  const head = world.commit({ ".github/workflows/gate.yml": "on: pull_request\njobs: { gate: { if: false } }\n" });
  return { naive: () => noPathStarts(world, world.main, head, "src/"), push: [`${head}:refs/heads/main`] };
}
