import { signatureVerifies } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const record = await world.sign("sam", head, { type: "https://in-toto.io/Statement/v1" });
  return { naive: () => signatureVerifies(record) && JSON.parse(record.payload).decision === "approve", push: [`${head}:refs/heads/main`] };
}
