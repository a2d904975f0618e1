import { nothingNew } from "../support/naive.mjs";
import { write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  write(`${world.server}/config`, "[core]\n\trepositoryformatversion = 0\n\tbare = true\n[receive]\n\tdenyDeleteCurrent = ignore\n");
  return { naive: () => nothingNew(world, world.main), push: [":refs/heads/main"] };
}
