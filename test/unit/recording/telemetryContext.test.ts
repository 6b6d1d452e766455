import assert from "node:assert/strict";
import * as os from "node:os";
import { createContext } from "../../../src/telemetry/recording/telemetryContext";

const editor = {
  extension_version: "1.2.3",
  machine_id: "machine",
  platform_name: "Visual Studio Code",
  platform_version: "1.105.0",
};

describe("the context of a window", () => {
  it("is what the editor and the system say, with a session of its own", () => {
    const { session_id, ...context } = createContext(editor, "linux");
    assert.match(session_id, /^[0-9a-f]{32}$/);
    assert.notEqual(createContext(editor).session_id, session_id);
    assert.deepEqual(context, {
      ...editor,
      os_type: "linux",
      os_version: os.release(),
      host_arch: process.arch,
    });
  });

  const systems = [
    ["win32", "windows"],
    ["darwin", "darwin"],
    ["linux", "linux"],
    ["freebsd", "freebsd"],
  ] as const;
  for (const [platform, os_type] of systems) {
    it(`calls ${platform} ${os_type}`, () => {
      assert.equal(createContext(editor, platform).os_type, os_type);
    });
  }
});
