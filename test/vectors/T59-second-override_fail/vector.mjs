import { signatureVerifies } from "../support/naive.mjs";
import { otherSum, people } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const first = world.commit({ "src/sum.ts": otherSum.replace("b + a", "a + b + 0") });
  await world.sign("eve", first, { role: "breakglass", decision: "override" });
  const head = agentsEdit(world);
  const record = await world.sign("eve", head, { role: "breakglass", decision: "override" });
  return { naive: () => signatureVerifies(record) && people.some(({ id, roles }) => id === "eve" && roles.includes("breakglass")), push: [`${head}:refs/heads/main`] };
}
