import { policy } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy({ critical: [{ name: "till", globs: ["src/till/**"] }] }), { "src/till/a\nb.ts": "export const a = 1;\n" });
  const head = world.commit({ "src/till/a\nb.ts": "export const a = 2;\n" });
  return { naive: async () => !(await world.git("-c", "core.quotePath=false", "diff", "--name-only", world.main, head)).split("\n").some((line) => line.startsWith("src/till/")), push: [`${head}:refs/heads/main`] };
}
