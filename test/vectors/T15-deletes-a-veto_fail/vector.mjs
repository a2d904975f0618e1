import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  write(`${world.server}/config`, "[core]\n\trepositoryformatversion = 0\n\tbare = true\n[receive]\n\tdenyDeletes = true\n");
  const { ref, commit } = await world.sign("kim", agentsEdit(world), { decision: "reject" });
  world.plant("refs/riskscore/signoffs/other", commit);
  return { naive: async () => (await world.tried("git", "push", "--quiet", "origin", ":refs/riskscore/signoffs/other")).code === 0, push: [`:${ref}`] };
}
