import assert from "node:assert/strict";
import type { TelemetryEvent } from "../../../src/telemetry/read/eventLines";
import { createEventProtection } from "../../support/protectedEvent";
import { event } from "../../support/telemetry";

const local = { users: ["grace", "cafe"], hosts: ["graces-laptop"] };

/** Text in an error message, and what is left of it with every pseudonym's digits away. */
const inText: [text: string, becomes: string][] = [
  ["https://dev.coder.com/api?a=1", "https://host-#/api?a=1"],
  ["https://ada:pw@devbox:8443/@ada/ws", "https://user-#:[masked]@host-#:8443/@user-#/host-#"],
  ["http://[::1]:8080/x", "http://[::1]:8080/x"],
  ["https%3A%2F%2Fdev.coder.com%2Fpath", "https%3A%2F%2Fhost-#%2Fpath"],
  ["open '/home/ada/.ssh/config'", "open '/home/user-#/.ssh/config'"],
  ["/Users/ada/x and /home/bob", "/Users/user-#/x and /home/user-#"],
  ["C:\\Users\\Ada Lovelace\\x", "C:\\Users\\user-#\\x"],
  ["c:\\\\users\\\\ada\\\\x", "c:\\\\users\\\\user-#\\\\x"],
  ["\\\\?\\C:\\Users\\ada", "\\\\?\\C:\\Users\\user-#"],
  ["file:///c%3A/Users/J%C3%BCrgen%20M/x", "file:///c%3A/Users/user-#/x"],
  ["%2Fhome%2Fada%2Fx", "%2Fhome%2Fuser-#%2Fx"],
  ["\\\\server\\share", "\\\\host-#\\share"],
  ["connect ECONNREFUSED 10.0.0.7:443", "connect ECONNREFUSED ip-#:443"],
  ["at 2001:db8:0:0:0:0:0:1:443", "at ip-#:443"],
  ["via fe80::1%eth0: no", "via ip-#: no"],
  ["ask ada@example.com.", "ask user-#@host-#."],
  ["ssh ada@devbox: denied", "ssh user-#@host-#: denied"],
  ["coder-vscode.dev.coder.com--ada--ws.main", "host-#"],
  [
    "vscode-remote://ssh-remote+coder-vscode.x.io--ada--ws/a",
    "vscode-remote://ssh-remote+host-#/a",
  ],
  ["getaddrinfo ENOTFOUND devbox", "getaddrinfo ENOTFOUND host-#"],
  ["connect to host devbox port 22", "connect to host host-# port 22"],
  ["resolve dev.coder.com failed", "resolve host-# failed"],
  ["user=ada host: devbox", "user=user-# host: host-#"],
  ["for Grace's /tmp/grace_x on graces-laptop", "for user-#'s /tmp/user-#_x on host-#"],
  // What only looks like an identifier.
  [
    "coder.open package.json v1.2.3.4 react@18.2.0",
    "coder.open package.json v1.2.3.4 react@18.2.0",
  ],
  ["at 12:34:56, std::string, /api/v2/users/me", "at 12:34:56, std::string, /api/v2/users/me"],
  ["gracefully", "gracefully"],
];

describe("pseudonyms", () => {
  for (const [text, becomes] of inText) {
    it(`are for ${text}`, () => {
      const protect = createEventProtection("pseudonymize", local);
      assert.equal(withoutDigits(messageOf(protect(failed(text)))), becomes);
    });
  }

  it("stand for what keys name, and leave ids, versions and numbers", () => {
    const protect = createEventProtection("pseudonymize", local);
    const fields = {
      event_id: "0a1b2c3d-cafe-4000-8000-000000000000",
      trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
      context: {
        machine_id: "0123456789abcdef",
        session_id: "0a1b2c3d-0000-4000-8000-000000000000",
        extension_version: "1.2.3",
        os_version: "6.8.0-51-generic",
        deployment_url: "https://dev.coder.com",
      },
      properties: {
        userName: "ada",
        remote_host: "devbox",
        hosts: ["10.0.0.1", "devbox"],
        result: "success",
      },
      measurements: { durationMs: 1.5 },
    };
    const { row, context, text } = protect(event(fields));
    const expected = {
      ...fields,
      context: {
        ...fields.context,
        machine_id: "machine-#",
        session_id: "session-#",
        deployment_url: "https://host-#",
      },
      properties: {
        userName: "user-#",
        remote_host: "host-#",
        hosts: ["ip-#", "host-#"],
        result: "success",
      },
    };
    assert.equal(withoutDigits(text), event(expected).text);
    assert.deepEqual(row, JSON.parse(text));
    assert.equal(context, row["context"]);
  });

  it("stand for the unknown words of an event's name alone", () => {
    const protect = createEventProtection("pseudonymize", local);
    const { row } = protect(event({ event_name: "ssh.vexqorn.sampled_zquvaxi.io" }));
    assert.match(row.event_name, /^ssh\.text-\w{12}\.text-\w{12}\.io$/);
  });

  it("are equal for equal names however they are spelled, different for others and in other exports", () => {
    const protect = createEventProtection("pseudonymize");
    const pseudonym = (text: string, by = protect): string | undefined =>
      /(?:user|text)-(\w+)/.exec(messageOf(by(failed(text))))?.[1];
    const ada = pseudonym("/home/jürgen/x");
    assert.equal(pseudonym("C:\\Users\\Jürgen\\x"), ada);
    assert.equal(pseudonym("file:///home/j%C3%BCrgen/x"), ada);
    assert.equal(pseudonym(`/home/${"jürgen".normalize("NFD")}/x`), ada);
    assert.equal(pseudonym(`${"Jürgen".normalize("NFD")} was here`), ada);
    assert.notEqual(pseudonym("/home/bob/x"), ada);
    assert.notEqual(pseudonym("/home/jürgen/x", createEventProtection("pseudonymize")), ada);
  });

  it("stand for a name as a word once it is known, in the same event and in later ones", () => {
    const protect = createEventProtection("pseudonymize");
    const known = protect(event({ added: "hopper's", error: { message: "/home/hopper/x" } }));
    assert.ok(!known.text.includes("hopper"));
    assert.ok(!protect(failed("no such user: HOPPER")).text.toLowerCase().includes("hopper"));
  });

  it("do not reach common words that some user is called", () => {
    const protect = createEventProtection("pseudonymize", {
      users: ["coder"],
      hosts: ["localhost"],
    });
    assert.equal(messageOf(protect(failed("coder.open on localhost"))), "coder.open on localhost");
  });

  it("stay the same names' after more hosts than are remembered", () => {
    const protect = createEventProtection("pseudonymize", local);
    for (let host = 0; host < 300; host++) {
      protect(failed(`https://host${host}.example.com`));
    }
    assert.equal(withoutDigits(messageOf(protect(failed("by grace")))), "by user-#");
  });
});

function failed(message: string): TelemetryEvent {
  return event({ error: { message } });
}

function messageOf({ row }: TelemetryEvent): string {
  return (row["error"] as { message: string }).message;
}

function withoutDigits(text: string): string {
  return text.replace(/(user|host|ip|machine|session)-[0-9a-f]{12}/g, "$1-#");
}
