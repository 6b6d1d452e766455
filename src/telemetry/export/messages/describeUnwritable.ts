import { dirname } from "node:path";
import { isSystemError, messageOf } from "../../stored/systemError";
import { withoutTemporaryNames } from "../../temporary/temporaryName";
import type { L10n } from "./l10n";

/**
 * Explains to the user why a destination can't be written.
 *
 * @param path the destination as the user chose it.
 */
export function describeUnwritable(path: string, cause: unknown, l10n: L10n): string {
  const nothingSaved = l10n.t("Nothing was saved to {0}.", path);
  return `${describeCause(path, cause, l10n)} ${nothingSaved}`;
}

function describeCause(path: string, cause: unknown, l10n: L10n): string {
  switch (codeOf(cause)) {
    case "ENOSPC":
      return l10n.t("There is no space left on the disk.");
    case "EDQUOT":
      return l10n.t("You have exceeded your disk quota.");
    case "EFBIG":
      return l10n.t("The file is larger than the system allows.");
    case "EROFS":
      return l10n.t("The file system is read-only.");
    case "ENOENT":
      return l10n.t("The folder does not exist.");
    case "ENOTDIR":
      return l10n.t("Part of the path is not a folder.");
    case "ENAMETOOLONG":
      return l10n.t("The name is too long.");
    case "EACCES":
    case "EPERM":
    case "EBUSY":
    case "NoPermissions":
      return describeRefusal(cause, l10n);
    default:
      return l10n.t("The file system reported an error ({0}).", plainMessage(path, cause));
  }
}

/**
 * The system's error code, such as ENOSPC. Errors that pass through VS Code may have it only in the
 * message.
 */
function codeOf(cause: unknown): string {
  const [, inMessage] = /\b(E[A-Z]{3,}): /.exec(messageOf(cause)) ?? [];
  return inMessage ?? (isSystemError(cause) ? (cause.code ?? "") : "");
}

function describeRefusal(cause: unknown, l10n: L10n): string {
  const { code, syscall, path } = isSystemError(cause) ? cause : {};
  // On Windows, renaming over a file that another program has open fails with EPERM
  // (https://github.com/nodejs/node/issues/29481), which also stands for a missing permission.
  if (code === "EBUSY" || syscall === "rename") {
    return l10n.t("Another program is using the file, or you don't have permission to replace it.");
  }
  return syscall === "open" && path !== undefined
    ? l10n.t("You don't have permission to write to the folder {0}.", dirname(path))
    : l10n.t("You don't have permission to write to this location.");
}

/**
 * The error's message without its final period and without the system call and paths that Node.js
 * adds, for example "EIO: i/o error".
 */
function plainMessage(path: string, cause: unknown): string {
  const message = messageOf(cause);
  const [, plain = message] = /^(E[A-Z0-9]+: [^,]+),/.exec(message) ?? [];
  return withoutTemporaryNames(plain, path).replace(/\.$/, "");
}
