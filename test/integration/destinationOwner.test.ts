import assert from "node:assert/strict";
import * as fs from "node:fs";
import { EXPORTED, setUpPlace } from "../support/place";
import { NOBODY, isRoot } from "../support/users";
import { systemError, watchedFs } from "../support/watchedFs";

describe("a destination of the real file system: its mode and owner", () => {
  const place = setUpPlace();
  const read = (path = place().destination): string => fs.readFileSync(path, "utf8");

  const statOf = (path: string): object => {
    const { mode, uid, gid } = fs.statSync(path);
    return { mode: mode & 0o777, uid, gid };
  };

  it("are private when it is new, whatever the umask", async () => {
    const umask = process.umask(0);
    try {
      await place().export();
    } finally {
      process.umask(umask);
    }
    assert.equal(fs.statSync(place().destination).mode & 0o777, 0o600);
  });

  for (const mode of [0o600, 0o640, 0o664, 0o200, 0o666]) {
    it(`stay ${mode.toString(8)}`, async () => {
      place().writeOld(mode);
      await place().export();
      assert.equal(fs.statSync(place().destination).mode & 0o777, mode);
    });
  }

  it("are those that it has when the export is complete", async () => {
    place().writeOld(0o666);
    await place().export({
      onProgress: () => {
        fs.chmodSync(place().destination, 0o600);
      },
    });
    assert.equal(fs.statSync(place().destination).mode & 0o777, 0o600);
  });

  if (isRoot) {
    it("stay another user's", async () => {
      place().writeOld(0o640);
      fs.chownSync(place().destination, NOBODY, NOBODY);
      const before = statOf(place().destination);
      await place().export();
      assert.equal(read(), EXPORTED);
      assert.deepEqual(statOf(place().destination), before);
    });

    it("stay another group's, with its rights, when the file can't be given away", async () => {
      place().writeOld(0o660);
      fs.chownSync(place().destination, NOBODY, NOBODY);
      let isFirst = true;
      const refusing = watchedFs(({ name }) => {
        if (name === "file.chown" && isFirst) {
          isFirst = false;
          throw systemError("EPERM", "chown");
        }
      });
      await place().export({ fs: refusing });
      const uid = process.getuid?.();
      assert.deepEqual(statOf(place().destination), { mode: 0o660, uid, gid: NOBODY });
    });
  }

  it("give no group a right that it did not have, when the file can't be given away", async () => {
    place().writeOld(0o664);
    const refusing = watchedFs(({ name }) => {
      if (name === "file.chown") {
        throw new Error("EPERM");
      }
    });
    const stat = refusing.promises.stat.bind(refusing.promises);
    const foreign = {
      stat: async (path: string, options: fs.StatOptions) => {
        const result = await stat(path, options);
        return path === place().destination ? Object.assign(result, { gid: 12_345n }) : result;
      },
    };
    const promises = Object.setPrototypeOf(foreign, refusing.promises) as typeof refusing.promises;
    await place().export({ fs: { ...refusing, promises } });
    assert.equal(fs.statSync(place().destination).mode & 0o777, 0o604);
  });
});
