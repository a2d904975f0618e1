import { signatureVerifies } from "../support/naive.mjs";
import { shop } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const record = await world.sign("sam", head);
  const revert = world.commit({ "src/sum.ts": shop["src/sum.ts"] }, { on: [head], message: "Take it back\n" });
  const again = agentsEdit(world, { on: [revert] });
  return {
    naive: () => signatureVerifies(record) && JSON.parse(record.payload).change.digest === world.digestOf(again, revert).digest,
    before: [[`${head}:refs/heads/main`], [`${revert}:refs/heads/main`]],
    push: [`${again}:refs/heads/main`],
  };
}
