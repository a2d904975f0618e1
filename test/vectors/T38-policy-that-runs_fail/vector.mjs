import { existsSync } from "node:fs";
import { run } from "../support/run.mjs";
import { write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const canary = `${world.folder}/ran`;
  const code = `require("node:fs").writeFileSync(${JSON.stringify(canary)}, ""); module.exports = { mode: "observe" };\n`;
  const head = world.commit({ "riskscore.config.cjs": code, ".riskrc.js": code, ".config/config.js": code });
  write(`${world.folder}/loaded/riskscore.config.cjs`, code);
  const naive = async () => {
    const { stdout } = await run([process.execPath, "-p", `require(${JSON.stringify(`${world.folder}/loaded/riskscore.config.cjs`)}).mode`], { env: world.env });
    const fooled = stdout.trim() === "observe" && existsSync(canary);
    await run(["rm", "-f", canary], { env: world.env });
    return fooled;
  };
  return { naive, push: [`${head}:refs/heads/main`], also: () => (existsSync(canary) ? "the pushed program ran" : null) };
}
