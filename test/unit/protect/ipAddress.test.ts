import assert from "node:assert/strict";
import { isIP, isIPv6 } from "node:net";
import fc from "fast-check";
import { isIpAddress, isIpv6Address } from "../../../src/telemetry/export/protect/ipAddress";

describe("an IP address", () => {
  const texts = [
    ...["1.2.3.4", "255.255.255.255", "256.1.1.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "0x1.2.3.4"],
    ...[
      "::",
      "::1",
      "fe80::1",
      "::ffff:1.2.3.4",
      "1::2::3",
      "12345::",
      ":::",
      "a:b",
      "::1]",
      "fe80::1%eth0",
      "",
    ],
  ];
  for (const text of texts) {
    it(`is what Node.js takes for one: ${JSON.stringify(text)}`, () => {
      assert.equal(isIpAddress(text), isIP(text) !== 0);
      assert.equal(isIpv6Address(text), isIPv6(text));
    });
  }

  it("is what Node.js takes for one, whatever it is", () => {
    const near = fc.string({ unit: fc.constantFrom(..."0159af:..::".split("")), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), near), (text) => {
        assert.equal(isIpAddress(text), isIP(text) !== 0);
        assert.equal(isIpv6Address(text), isIPv6(text));
      }),
      { numRuns: 5000 },
    );
  });
});
