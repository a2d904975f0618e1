import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const since = world.main;
  const agents = world.land(agentsEdit(world));
  world.land(world.commit({ "docs/readme.md": "# The shop\n" }, { on: [agents], message: "Docs\n" }));
  return { naive: async () => (await world.tried(...world.tool, "gate", "--base", agents, "--head", world.main, "--ref", "refs/heads/main")).code === 0, audit: ["verify", "--ref", "refs/heads/main", "--since", since] };
}
