#!/usr/bin/env node
// Whatever escapes main is our defect: 3. Node's own exit code for a crash is 1, which would read as a policy stop.
process.exitCode = 3;
process.on("uncaughtException", (error) => {
  process.stderr.write(`riskscore: This is a defect in riskscore: ${error?.stack ?? error}\n`);
  process.exit(3);
});
const { main } = await import("../dist/main.js");
process.exitCode = await main();
