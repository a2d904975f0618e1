import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  write(`${world.server}/config`, "[core]\n\trepositoryformatversion = 0\n\tbare = true\n[riskscore]\n\tmaxRefs = 5\n");
  const docs = world.commit({ "docs/readme.md": "# The shop\n" }, { message: "Docs\n" });
  const head = agentsEdit(world);
  const lines = [...Array.from({ length: 8 }, (_, at) => `${docs}:refs/heads/d${at}`), `${head}:refs/heads/main`];
  return { naive: () => lines.slice(0, 5).every((line) => !line.endsWith("/main")), push: lines };
}
