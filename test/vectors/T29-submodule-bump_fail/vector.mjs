import { policy } from "../support/shop.mjs";
import { write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const modules = '[submodule "lib"]\n\tpath = lib\n\turl = ../lib.git\n\tignore = all\n';
  write(`${world.work}/.gitmodules`, modules);
  world.begin(policy(), { ".gitmodules": modules, "lib": { mode: "160000", oid: "1".repeat(40) } });
  const head = world.commit({ lib: { mode: "160000", oid: "2".repeat(40) } });
  return { naive: async () => (await world.git("diff-tree", "-r", world.main, head)) === "", push: [`${head}:refs/heads/main`] };
}
