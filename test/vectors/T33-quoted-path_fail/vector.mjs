import { noPathStarts } from "../support/naive.mjs";
import { policy } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy({ critical: [{ name: "till", globs: ["src/till/**"] }] }), { "src/till/caissé.ts": "export const caisse = 1;\n" });
  const head = world.commit({ "src/till/caissé.ts": "export const caisse = 2;\n" });
  return { naive: () => noPathStarts(world, world.main, head, "src/till/"), push: [`${head}:refs/heads/main`] };
}
