import { diffShowsNothing } from "../support/naive.mjs";
import { otherSum } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const signed = agentsEdit(world);
  await world.sign("sam", signed);
  const head = agentsEdit(world, {});
  const edited = world.commit({ "src/sum.ts": otherSum.replace("b + a", "b +  a") });
  return { naive: async () => head === signed && (await diffShowsNothing(world, signed, edited, { words: ["-w"] })), push: [`${edited}:refs/heads/main`] };
}
