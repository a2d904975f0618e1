import { policy } from "../support/shop.mjs";
import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  write(`${world.work}/.gitattributes`, "*.ts -diff\n");
  world.begin(policy(), { ".gitattributes": "*.ts -diff\n" });
  const head = agentsEdit(world);
  return { naive: async () => (await world.git("diff", "--numstat", world.main, head)).startsWith("-\t-"), push: [`${head}:refs/heads/main`] };
}
