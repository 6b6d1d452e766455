import { readPageData } from "../host";

const { language } = readPageData();
const DAY = 86_400_000;

const day = new Intl.DateTimeFormat(language, { month: "short", day: "numeric", timeZone: "UTC" });
const hour = new Intl.DateTimeFormat(language, {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});
const month = new Intl.DateTimeFormat(language, {
  year: "numeric",
  month: "short",
  timeZone: "UTC",
});

/** Returns a function that describes one of an axis's `times`: by its hour, day or month. */
export function formatTick(times: readonly number[]): (time: number) => string {
  const [first = 0, second = first] = times;
  const step = second - first;
  return (time) => (step >= 28 * DAY ? month : time % DAY === 0 ? day : hour).format(time);
}
