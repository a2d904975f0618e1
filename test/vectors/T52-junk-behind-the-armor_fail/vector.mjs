import { signatureVerifies } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const record = await world.sign("sam", head, {}, { armor: (text) => `${text}and kim agreed, too\n` });
  return { naive: () => signatureVerifies(record), push: [`${head}:refs/heads/main`] };
}
