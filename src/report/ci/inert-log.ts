/**
 * Text for the log of a CI job, with nothing in it that the job's runner would obey. `plain` is not enough: a file called
 * `::error::x` printed at the start of a line is a workflow command, and `##[error]`, `##vso[…]` and `##teamcity[…]` are commands
 * wherever they stand. Both are parted by a space.
 */
export function inertLog(text: string): string {
  return parted(text).replace(/(^|[\r\n])([\s\u0085]*):(?=:)/g, "$1$2: ");
}

/** The marks that runners look for inside a line. */
export function parted(line: string): string {
  return line.replace(/##(?=\w*\[)/g, "# #");
}
