import { run } from "../support/run.mjs";

/** See README.md. */
export default async function (world) {
  const fork = world.main;
  world.land(world.commit({ "docs/readme.md": "# Even more\n" }, { message: "Docs\n" }));
  const head = world.commit({ "src/about.ts": "export const about = 1;\n" }, { on: [fork] });
  world.plant("refs/heads/topic", head);
  const cwd = `${world.folder}/ci`;
  await run(["git", "clone", "--quiet", "--depth=1", "--no-single-branch", `file://${world.server}`, cwd], { env: world.env });
  return { gate: ["--base", world.main, "--head", head, "--ref", "refs/heads/main"], cwd };
}
