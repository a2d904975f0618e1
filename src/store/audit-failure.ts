import { Failure } from "../failure.ts";

/** Runs `work` on the log's files; what the file system refuses is a Failure `io` of one sentence. */
export function ioOrFailure<Result>(folder: string, verb: "read" | "written", work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof Failure || code === undefined) throw error;
    const full = code === "ENOSPC" || code === "EDQUOT";
    throw new Failure("io", `The audit log in '${folder}' cannot be ${verb}: ${reasons[code] ?? code}.`, {
      cause: error,
      hint: full ? "Free some space and run the command again; nothing was half written." : "Make its folder readable and writable for you.",
    });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "your disk quota is used up",
  EFBIG: "the file would be larger than allowed",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOENT: "the folder it belongs in is gone",
  ENOTDIR: "a file stands where a folder should be",
  EEXIST: "a file stands where a folder should be",
  EISDIR: "a folder stands where a file should be",
};
