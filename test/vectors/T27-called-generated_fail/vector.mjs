import { policy } from "../support/shop.mjs";
import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy(), { ".gitattributes": "src/sum.ts linguist-generated linguist-vendored\n" });
  write(`${world.work}/.gitattributes`, "src/sum.ts linguist-generated linguist-vendored\n");
  const head = agentsEdit(world);
  return { naive: async () => /linguist-generated: set/.test(await world.git("check-attr", "linguist-generated", "--", "src/sum.ts")), push: [`${head}:refs/heads/main`] };
}
