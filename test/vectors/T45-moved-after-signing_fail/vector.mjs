import { otherSum, otherTill } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const signed = agentsEdit(world);
  await world.sign("sam", signed);
  const head = world.commit({ "src/sum.ts": null, "src/page-sum.ts": otherSum, "src/till.ts": otherTill.replace("./sum.ts", "./page-sum.ts").replace("sum(2", "sum(1") });
  return { naive: async () => (await world.git("rev-parse", `${head}:src/page-sum.ts`)) === (await world.git("rev-parse", `${signed}:src/sum.ts`)), push: [`${head}:refs/heads/main`] };
}
