import { samePatchId } from "../support/naive.mjs";
import { otherSum } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const clears = (where) => `${otherSum}export const clear = "rm -rf ${where}";\n`;
  const signed = world.commit({ "src/sum.ts": clears("/scratch") });
  await world.sign("sam", signed);
  const head = world.commit({ "src/sum.ts": clears("/ scratch") });
  return { naive: () => samePatchId(world, [world.main, signed], [world.main, head]), push: [`${head}:refs/heads/main`] };
}
