import { signatureVerifies } from "../support/naive.mjs";
import { people } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { by: "sam" });
  const record = await world.sign("sam", head, { authors: ["sam@shop.example"] });
  return { naive: () => signatureVerifies(record) && people.some(({ id, roles }) => id === "sam" && roles.includes("senior")), push: [`${head}:refs/heads/main`] };
}
