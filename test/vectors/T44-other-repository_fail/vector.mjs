import { signatureVerifies } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const record = await world.sign("sam", head, { repo: { id: "shop-playground" } });
  return { naive: () => signatureVerifies(record) && JSON.parse(record.payload).change.digest === world.digestOf(head).digest, push: [`${head}:refs/heads/main`] };
}
