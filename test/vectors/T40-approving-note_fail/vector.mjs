import { noteApproves } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  await world.git("-c", "user.name=sam", "-c", "user.email=sam@shop.example", "notes", "--ref=refs/notes/signoff", "add", "-m", "Approved-by: sam <sam@shop.example>", head);
  return { naive: () => noteApproves(world, head), push: ["refs/notes/signoff", `${head}:refs/heads/main`] };
}
