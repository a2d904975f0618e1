import { diffShowsNothing } from "../support/naive.mjs";
import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  write(`${world.work}/.git/info/attributes`, "*.ts diff=x\n");
  world.config('[diff "x"]', '\ttextconv = "echo same #"');
  const head = agentsEdit(world);
  return { naive: () => diffShowsNothing(world, world.main, head), push: [`${head}:refs/heads/main`] };
}
