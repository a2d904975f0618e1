import { otherSum } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const first = world.commit({ "src/sum.ts": otherSum.replace("b + a", "b - a") });
  const signed = world.commit({ "src/sum.ts": otherSum }, { on: [first] });
  await world.sign("sam", signed);
  return { push: [`${agentsEdit(world)}:refs/heads/main`] };
}
