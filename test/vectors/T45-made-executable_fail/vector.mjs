import { otherSum } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const signed = agentsEdit(world);
  await world.sign("sam", signed);
  const head = world.commit({ "src/sum.ts": { mode: "100755", text: otherSum } });
  const blob = async (commit) => world.git("rev-parse", `${commit}:src/sum.ts`);
  return { naive: async () => (await blob(head)) === (await blob(signed)), push: [`${head}:refs/heads/main`] };
}
