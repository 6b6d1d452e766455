import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeUnwritable } from "../../src/telemetry/export/messages/describeUnwritable";
import { english } from "../../src/telemetry/export/messages/l10n";
import { temporaryName } from "../../src/telemetry/temporary/temporaryName";

const FILE = "/home/ada/week.json";

/** As Node.js throws it. */
function systemError(code: string, syscall: string, path?: string): Error {
  const about = path === undefined ? "" : ` '${path}'`;
  const message = `${code}: what the system says, ${syscall}${about}`;
  return Object.assign(new Error(message), { code, syscall, path });
}

const words = (cause: unknown): string => describeUnwritable(FILE, cause, english);

describe("the words for a destination that can't be written", () => {
  const temporary = "/home/ada/.coder-telemetry-0123456789ab-12-0-0.tmp";
  const causes: [sentence: string, cause: Error][] = [
    ["There is no space left on the disk.", systemError("ENOSPC", "write")],
    ["You have exceeded your disk quota.", systemError("EDQUOT", "write")],
    ["The file is larger than the system allows.", systemError("EFBIG", "write")],
    ["The file system is read-only.", systemError("EROFS", "open", temporary)],
    ["The folder does not exist.", systemError("ENOENT", "realpath", "/home/ada")],
    ["Part of the path is not a folder.", systemError("ENOTDIR", "realpath", "/home/ada")],
    ["The name is too long.", systemError("ENAMETOOLONG", "open", temporary)],
    [
      "You don't have permission to write to the folder /home/ada.",
      systemError("EACCES", "open", temporary),
    ],
    [
      "You don't have permission to write to the folder /home/ada.",
      systemError("EPERM", "open", temporary),
    ],
    ["You don't have permission to write to this location.", systemError("EACCES", "access", FILE)],
    [
      "Another program is using the file, or you don't have permission to replace it.",
      systemError("EPERM", "rename", temporary),
    ],
    [
      "Another program is using the file, or you don't have permission to replace it.",
      systemError("EBUSY", "rename", temporary),
    ],
  ];
  for (const [sentence, cause] of causes) {
    it(`say the cause of ${cause.message.replace(/:.*,/, " in")}, and name the file`, () => {
      assert.equal(words(cause), `${sentence} Nothing was saved to ${FILE}.`);
    });
  }

  it("say the cause of an error that comes through VS Code", () => {
    const wrapped = new Error("Unable to write file 'x' (Unknown (FileSystemError): ENOSPC: full)");
    assert.match(words(wrapped), /^There is no space left on the disk\./);
    const denied = Object.assign(new Error("Not yours."), { code: "NoPermissions" });
    assert.match(words(denied), /^You don't have permission to write to this location\./);
  });

  it("are the system's own for any other error, without the call and its paths", () => {
    assert.equal(
      words(systemError("EIO", "rename", temporary)),
      `The file system reported an error (EIO: what the system says). Nothing was saved to ${FILE}.`,
    );
  });

  it("name no temporary file, wherever its name stands", async () => {
    const name = await temporaryName(fs);
    const cause = new Error(`Unable to write file 'test:/${name}' (The server is away.).`);
    assert.equal(
      words(cause),
      `The file system reported an error (Unable to write file 'test:/week.json' (The server is away.)). Nothing was saved to ${FILE}.`,
    );
  });

  it("say the cause of a real error", async () => {
    const folder = join(tmpdir(), "coder-telemetry-nowhere");
    const cause: unknown = await fs.promises.realpath(folder).catch((error: unknown) => error);
    assert.match(words(cause), /^The folder does not exist\./);
  });
});
