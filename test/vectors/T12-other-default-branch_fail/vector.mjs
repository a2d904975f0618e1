import { policy } from "../support/shop.mjs";
import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy({ landing: { protected: ["refs/heads/main"] } }));
  world.plant("refs/heads/trunk", world.main);
  write(`${world.server}/HEAD`, "ref: refs/heads/trunk\n");
  const head = agentsEdit(world);
  return { naive: () => !["refs/heads/main"].includes("refs/heads/trunk"), push: [`${head}:refs/heads/trunk`] };
}
