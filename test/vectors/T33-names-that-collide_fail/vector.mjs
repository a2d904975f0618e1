import { noPathStarts } from "../support/naive.mjs";
import { otherTill } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const head = world.commit({ "src/Till.ts": otherTill });
  return { naive: () => noPathStarts(world, world.main, head, "src/till.ts"), push: [`${head}:refs/heads/main`] };
}
