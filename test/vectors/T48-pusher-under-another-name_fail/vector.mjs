import { signatureVerifies } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const record = await world.sign("sam", head);
  return { naive: async () => signatureVerifies(record) && !/sam/.test(await world.git("log", "-1", "--format=%ae %ce %B", head)), push: [`${head}:refs/heads/main`], env: { REMOTE_USER: "sam" } };
}
