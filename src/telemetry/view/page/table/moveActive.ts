/** Returns the row that becomes active when `key` is pressed, or nothing if it moves nowhere. */
export function moveActive(
  key: string,
  active: number,
  { count, page }: { count: number; page: number },
): number | undefined {
  const moves: Partial<Record<string, number>> = {
    ArrowUp: active - 1,
    ArrowDown: active + 1,
    PageUp: active - page,
    PageDown: active + page,
    Home: 0,
    End: count - 1,
  };
  const target = moves[key];
  return target === undefined ? undefined : Math.max(0, Math.min(count - 1, target));
}
