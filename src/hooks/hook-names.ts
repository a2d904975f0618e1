/** The hooks riskscore has work in, in the order they are told. */
export const hookNames = ["pre-push", "prepare-commit-msg"] as const;
export type HookName = (typeof hookNames)[number];
