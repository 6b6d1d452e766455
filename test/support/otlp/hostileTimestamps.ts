import fc, { type Arbitrary } from "fast-check";

export interface HostileTimestamp {
  readonly timestamp: string;
  /** Nanoseconds since the epoch. Negative before 1970. */
  readonly unixNano: bigint;
}

const LAST_SECOND = 253402300799;
const FIRST_SECOND = -62167219200;
/** The last second that fits into an unsigned 64-bit number of nanoseconds. */
const LAST_UINT64_SECOND = 18446744073;

/** The local time at the offset, in seconds as if it were UTC. */
const shownSecond = fc.oneof(
  fc.integer({ min: 1577836800, max: 1893456000 }),
  fc.integer({ min: FIRST_SECOND, max: LAST_SECOND }),
  fc.constantFrom(FIRST_SECOND, LAST_SECOND, 0, -1, 1, 951782400, LAST_UINT64_SECOND),
  fc.integer({ min: LAST_UINT64_SECOND - 90_000, max: LAST_UINT64_SECOND + 90_000 }),
  fc.integer({ min: -90_000, max: 90_000 }),
);

const fraction = fc.oneof(
  fc.constantFrom("", "0", "000000001", "709551615", "709551616", "999999999", "9999999999999"),
  fc.string({ unit: fc.constantFrom(...Array.from("0123456789")), minLength: 1, maxLength: 12 }),
);

const offset = fc.oneof(
  fc.constantFrom("", "Z", "z", "+00:00", "-00:00", "+0530", "-11", "+14:00", "-23:59", "+23:59"),
  fc.constant("Z"),
);

const clockTime: Arbitrary<HostileTimestamp> = fc
  .record({
    shown: shownSecond,
    fraction,
    offset,
    separator: fc.constantFrom("T", "T", "t", " "),
    point: fc.constantFrom(".", ","),
  })
  .map((parts) => {
    const [day = "", time = ""] = new Date(parts.shown * 1000).toISOString().split(/[T.]/);
    const digits = parts.fraction === "" ? "" : parts.point + parts.fraction;
    const seconds = BigInt(parts.shown) - BigInt(offsetSeconds(parts.offset));
    const nanos = BigInt(parts.fraction.padEnd(9, "0").slice(0, 9));
    return {
      timestamp: `${day}${parts.separator}${time}${digits}${parts.offset}`,
      unixNano: seconds * 1_000_000_000n + nanos,
    };
  });

const dayOrMinute: Arbitrary<HostileTimestamp> = fc
  .record({ shown: shownSecond, length: fc.constantFrom(10, 16) })
  .map(({ shown, length }) => {
    const timestamp = new Date(shown * 1000).toISOString().slice(0, length);
    const unit = length === 10 ? 86_400 : 60;
    return { timestamp, unixNano: BigInt(Math.floor(shown / unit) * unit) * 1_000_000_000n };
  });

/** The other forms of ISO 8601, of which each stands for a time that is written out. */
const otherForm: Arbitrary<HostileTimestamp> = fc
  .constantFrom(
    ["20260301T120000Z", "2026-03-01T12:00:00Z"],
    ["20260301T1200+0130", "2026-03-01T10:30:00Z"],
    ["20260301", "2026-03-01T00:00:00Z"],
    ["2026-060T12:00:00Z", "2026-03-01T12:00:00Z"],
    ["2024366T235959.5Z", "2024-12-31T23:59:59.5Z"],
    ["2026-W09-7T12:00:00Z", "2026-03-01T12:00:00Z"],
    ["2020W535T00Z", "2021-01-01T00:00:00Z"],
    ["2025-w01-1 00:00z", "2024-12-30T00:00:00Z"],
    ["+002026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"],
    ["-000001-12-31T12:00:00Z", "-000001-12-31T12:00:00Z"],
    ["+012345-06-07T08:09:10Z", "+012345-06-07T08:09:10Z"],
    ["2026-03-01T24:00:00Z", "2026-03-02T00:00:00Z"],
    ["20260301T24Z", "2026-03-02T00:00:00Z"],
    ["2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"],
    ["2016-12-31T15:59:60.75-08:00", "2016-12-31T23:59:59.75Z"],
    ["2026-03-01T11:59,5Z", "2026-03-01T11:59:30Z"],
    ["2026-03-01T11.25Z", "2026-03-01T11:15:00Z"],
  )
  .map(([timestamp = "", shown = ""]) => ({
    timestamp,
    unixNano: BigInt(Date.parse(shown)) * 1_000_000n,
  }));

/** Timestamps in every supported format, across the whole supported range of years. */
export const hostileTimestamp: Arbitrary<HostileTimestamp> = fc.oneof(
  { weight: 5, arbitrary: clockTime },
  { weight: 1, arbitrary: dayOrMinute },
  { weight: 1, arbitrary: otherForm },
);

function offsetSeconds(text: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(text);
  const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0);
  return minutes * (match?.[1] === "-" ? -60 : 60);
}
