import { agentsEdit } from "./world.mjs";

/** Lets the tool look at the usual change once, so that every copy finds its cache warm; what it remembers of the server is dropped. */
export async function warm(world) {
  const head = agentsEdit(world);
  await world.tried(...world.tool, "diff", `${world.main}..${head}`);
}
