import { otherSum } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const first = world.commit({ "src/sum.ts": otherSum.replace("b + a", "a + b + 0") });
  const override = await world.sign("eve", first, { role: "breakglass", decision: "override" });
  await world.sign("kim", first, { decision: "posthoc-review", settles: override.id });
  const head = agentsEdit(world);
  await world.sign("eve", head, { role: "breakglass", decision: "override" });
  return { push: [`${head}:refs/heads/main`] };
}
