import { policyAsksNothing } from "../support/naive.mjs";
import { policy, policyText } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const lowered = world.commit({ ".riskrc.json": policyText(policy({ mode: "observe" })) }, { message: "Observe\n" });
  const edit = agentsEdit(world, { on: [lowered] });
  const head = world.commit({ ".riskrc.json": world.policyText }, { on: [edit], message: "Enforce\n" });
  return { naive: () => policyAsksNothing(world, edit), push: [`${head}:refs/heads/main`] };
}
