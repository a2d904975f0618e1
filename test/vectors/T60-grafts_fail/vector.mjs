import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const agents = agentsEdit(world);
  const head = world.commit({ "docs/readme.md": "# The shop\n" }, { on: [agents], message: "Docs\n" });
  write(`${world.work}/.git/info/grafts`, `${head} ${world.main}\n`);
  return { naive: async () => !/claude/i.test(await world.git("log", "--format=%B", `${world.main}..${head}`)), push: [`${head}:refs/heads/main`] };
}
