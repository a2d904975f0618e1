import { Defect } from "../failure.ts";
import type { Answer } from "./answer.ts";
import type { PrepareCommitMsgCommand } from "./request.ts";
import type { World } from "./world.ts";

export async function prepareCommitMsg(_world: World, _request: PrepareCommitMsgCommand): Promise<Answer> {
  throw new Defect("riskscore hook prepare-commit-msg is being built");
}
